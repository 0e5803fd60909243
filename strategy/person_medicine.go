package strategy

// taken is a list of medicines, by class.
type taken struct {
	sure classSet // taken
	may  classSet // taken, or over
	tags tagSet   // of what is taken
	some bool     // there is a medicine
	oral bool     // there is one that may be swallowed
	open bool     // there may be medicines of which the class is not known
}

// classSet is a set of classes.
type classSet uint64

func classesSet(list []Class) (s classSet) {
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

const (
	antibioticClasses = 1<<(ClassAminoglycoside+1) - 1<<ClassFluoroquinolone
	injectedClasses   = 1<<ClassInsulin | 1<<ClassAntiTNF | 1<<ClassCheckpointInhibitor
)

// taken tells whether the course goes on or is prescribed, and whether it does
// or ended in the last recently days. One whose end is not known goes on or is
// over at any time since it began.
func (a *Antibiotic) taken() (now, recent truth) {
	end, start := amountOf(&a.EndDay), amountOf(&a.StartDay)
	switch {
	case end.usable():
		now, recent = notBefore(end, 0), notBefore(end, -recently)
	case start.usable() && start.lo > 0:
		return yes, yes
	case start.usable() && start.lo >= -recently:
		return unsure, yes
	}
	return now, recent
}

// notBefore tells whether a day is at or after day x.
func notBefore(d amount, x float64) truth {
	switch {
	case d.lo >= x:
		return yes
	case d.hi < x && d.state == StateKnown:
		return no
	default:
		return unsure
	}
}

// add adds a medicine that is taken or may be.
func (t *taken) add(is truth, substance *Reading[string], class *Reading[Class]) {
	if is == no {
		return
	}
	set, tags, known := identify(substance, class)
	if is == yes {
		t.sure |= set
		t.tags |= tags
	}
	t.may |= set
	t.open = t.open || !known
	t.some = t.some || is == yes
	t.oral = t.oral || is == yes && set&injectedClasses == 0
}

// identify returns the classes that a medicine can be of, as
// [Medicine.Classes] does, its tags, and whether that is all that there is to
// know: one that is not recognized may be of any class, whatever was given.
func identify(substance *Reading[string], class *Reading[Class]) (set classSet, tags tagSet, known bool) {
	for given := range told(*class) {
		set |= 1<<given | 1<<broader(given)
	}
	known = class.State == StateKnown || class.State == StateUnknown || class.State == StateNotApplicable
	if substance.State == StateUnknown {
		known = class.State == StateKnown
	} else if substance.State != StateKnown {
		known = false
	}
	for name := range told(*substance) {
		for s, ok := range substancesOf(name) {
			if !ok {
				known = false
				continue
			}
			set |= classesSet(s.Classes)
			tags |= s.tags()
		}
	}
	return set &^ (1 << ClassUnknown), tags, known
}

// takes tells whether a medicine of one of the classes is taken now.
func (p *person) takes(classes ...Class) fact {
	want := classesSet(classes)
	f := p.others.of(want, fieldOthers)
	if want&(antibioticClasses|1<<ClassMAOI) != 0 {
		f = f.or(p.now.of(want, fieldAntibiotics))
	}
	return f
}

// of tells whether a medicine of one of the classes is among t, which the
// field tells.
func (t *taken) of(want classSet, by fieldSet) fact {
	switch {
	case t.sure&want != 0:
		return fact{yes, by}
	case t.may&want != 0, t.open:
		return fact{unsure, by}
	default:
		return fact{no, by}
	}
}

// took is takes for antibiotics of now and the last recently days.
func (p *person) took(class Class) fact {
	return p.others.of(1<<class, fieldOthers).or(p.recent.of(1<<class, fieldAntibiotics))
}

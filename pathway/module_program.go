package pathway

// moduleOp is one operation of a step's program, which works on a stack.
type moduleOp struct {
	do   opKind
	slot int32 // of the gene, if there is one
}

type opKind uint8

const (
	loadGene opKind = iota // put a gene on top
	maxGene                // top = max(top, gene)
	minGene                // top = min(top, gene)
	maxTop                 // put the max of the two on top in their place
	minTop                 // put the min of the two on top in their place
)

// moduleStack is how much stack the deepest program needs: each level of
// parentheses holds a complex among alternatives, of which each keeps one value.
const moduleStack = 2 * (moduleDepth + 2)

// compile appends the program that joins the abundance of t to the top of the
// stack, or puts it there if with is loadGene.
func (s *Scorer) compile(t *geneTerm, with opKind, slotOf map[int32]int32) {
	if t.kind == oneGene {
		s.ops = append(s.ops, moduleOp{with, slotOf[t.ko]})
		return
	}
	join := maxGene
	if t.kind == allOf {
		join = minGene
	}
	do := loadGene
	for i := range t.parts {
		if !t.parts[i].optional {
			s.compile(&t.parts[i], do, slotOf)
			do = join
		}
	}
	switch with {
	case maxGene:
		s.ops = append(s.ops, moduleOp{do: maxTop})
	case minGene:
		s.ops = append(s.ops, moduleOp{do: minTop})
	}
}

// abundance runs the program of a step.
func abundance(ops []moduleOp, slots []float64, stack *[moduleStack]float64) float64 {
	top := -1
	for _, op := range ops {
		switch op.do {
		case loadGene:
			top++
			stack[top] = slots[op.slot]
		case maxGene:
			stack[top] = max(stack[top], slots[op.slot])
		case minGene:
			stack[top] = min(stack[top], slots[op.slot])
		case maxTop:
			top--
			stack[top] = max(stack[top], stack[top+1])
		case minTop:
			top--
			stack[top] = min(stack[top], stack[top+1])
		}
	}
	return stack[0]
}

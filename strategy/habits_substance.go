package strategy

// substances are the substances that are recognized, by their INN in small
// letters, with their classes: the one that a missing class is filled with
// first. Parts of a combination are joined by + in the order of the alphabet.
// The classes are those that the WHO's ATC groups and the INN stems (-floxacin,
// -prazole, -statin, …) put them in. The last groups are recognized and belong
// to no [Class], which is an answer too.
var substances = []struct {
	classes [2]Class
	names   []string
}{
	{[2]Class{ClassFluoroquinolone}, []string{"ciprofloxacin", "levofloxacin", "moxifloxacin", "ofloxacin",
		"norfloxacin", "delafloxacin", "gemifloxacin"}},
	{[2]Class{ClassTetracycline}, []string{"doxycycline", "minocycline", "tetracycline", "lymecycline",
		"oxytetracycline", "demeclocycline", "tigecycline", "omadacycline"}},
	{[2]Class{ClassPenicillin}, []string{"amoxicillin", "ampicillin", "phenoxymethylpenicillin", "benzylpenicillin",
		"flucloxacillin", "dicloxacillin", "cloxacillin", "oxacillin", "nafcillin", "piperacillin", "pivmecillinam",
		"temocillin", "penicillin"}},
	{[2]Class{ClassPenicillinCombination}, []string{"amoxicillin+clavulanic acid", "ampicillin+sulbactam",
		"piperacillin+tazobactam", "clavulanic acid+ticarcillin"}},
	{[2]Class{ClassCephalosporin}, []string{"cefalexin", "cefuroxime", "ceftriaxone", "cefotaxime", "ceftazidime",
		"cefixime", "cefdinir", "cefazolin", "cefadroxil", "cefaclor", "cefepime", "cefpodoxime", "cefprozil",
		"ceftaroline", "cefoxitin"}},
	{[2]Class{ClassMacrolide}, []string{"azithromycin", "clarithromycin", "erythromycin", "roxithromycin", "spiramycin"}},
	{[2]Class{ClassLincosamide}, []string{"clindamycin", "lincomycin"}},
	{[2]Class{ClassSulfonamideCombination}, []string{"sulfamethoxazole+trimethoprim"}},
	{[2]Class{ClassNitroimidazole}, []string{"metronidazole", "tinidazole", "ornidazole", "secnidazole"}},
	{[2]Class{ClassOxazolidinone, ClassMAOI}, []string{"linezolid"}}, // also a weak inhibitor of monoamine oxidase
	{[2]Class{ClassOxazolidinone}, []string{"tedizolid"}},
	{[2]Class{ClassGlycopeptide}, []string{"vancomycin", "teicoplanin", "dalbavancin", "oritavancin", "telavancin"}},
	{[2]Class{ClassAminoglycoside}, []string{"gentamicin", "tobramycin", "amikacin", "streptomycin", "neomycin"}},
	{[2]Class{ClassProtonPumpInhibitor}, []string{"omeprazole", "esomeprazole", "lansoprazole", "dexlansoprazole",
		"pantoprazole", "rabeprazole"}},
	{[2]Class{ClassBiguanide}, []string{"metformin"}},
	{[2]Class{ClassLaxative}, []string{"macrogol", "lactulose", "lactitol", "bisacodyl", "sodium picosulfate", "senna",
		"sennosides", "docusate", "magnesium hydroxide", "ispaghula"}},
	{[2]Class{ClassSSRI}, []string{"sertraline", "fluoxetine", "citalopram", "escitalopram", "paroxetine", "fluvoxamine"}},
	{[2]Class{ClassStatin}, []string{"atorvastatin", "simvastatin", "rosuvastatin", "pravastatin", "fluvastatin",
		"lovastatin", "pitavastatin"}},
	{[2]Class{ClassOpioid}, []string{"morphine", "oxycodone", "hydrocodone", "codeine", "tramadol", "fentanyl",
		"buprenorphine", "methadone", "tapentadol", "hydromorphone", "pethidine"}},
	{[2]Class{ClassNSAID}, []string{"ibuprofen", "naproxen", "diclofenac", "celecoxib", "etoricoxib", "indometacin",
		"ketoprofen", "meloxicam", "piroxicam", "acetylsalicylic acid"}},
	{[2]Class{ClassGLP1RA}, []string{"semaglutide", "liraglutide", "dulaglutide", "exenatide", "lixisenatide", "tirzepatide"}},
	{[2]Class{ClassSGLT2Inhibitor}, []string{"empagliflozin", "dapagliflozin", "canagliflozin", "ertugliflozin", "sotagliflozin"}},
	{[2]Class{ClassInsulin}, []string{"insulin", "insulin glargine", "insulin lispro", "insulin aspart", "insulin detemir",
		"insulin degludec", "insulin glulisine", "insulin human"}},
	{[2]Class{ClassSulfonylurea}, []string{"gliclazide", "glimepiride", "glipizide", "glibenclamide", "tolbutamide"}},
	{[2]Class{ClassImmunosuppressant}, []string{"azathioprine", "mycophenolate", "mycophenolic acid", "sirolimus",
		"leflunomide", "tofacitinib", "baricitinib", "upadacitinib", "ustekinumab", "vedolizumab", "rituximab",
		"belatacept", "basiliximab", "abatacept", "tocilizumab", "risankizumab", "fingolimod"}},
	{[2]Class{ClassImmunosuppressant, ClassChemotherapy}, []string{"methotrexate", "mercaptopurine", "cyclophosphamide", "everolimus"}},
	{[2]Class{ClassCalcineurinInhibitor, ClassImmunosuppressant}, []string{"tacrolimus", "ciclosporin", "voclosporin"}},
	{[2]Class{ClassAntiTNF, ClassImmunosuppressant}, []string{"infliximab", "adalimumab", "etanercept", "golimumab", "certolizumab"}},
	{[2]Class{ClassCheckpointInhibitor}, []string{"nivolumab", "pembrolizumab", "ipilimumab", "atezolizumab", "durvalumab",
		"avelumab", "cemiplimab", "dostarlimab", "tremelimumab"}},
	{[2]Class{ClassChemotherapy}, []string{"cisplatin", "carboplatin", "oxaliplatin", "fluorouracil", "capecitabine",
		"paclitaxel", "docetaxel", "doxorubicin", "epirubicin", "gemcitabine", "irinotecan", "vincristine", "etoposide",
		"temozolomide", "hydroxycarbamide", "pemetrexed"}},
	{[2]Class{ClassCorticosteroid}, []string{"prednisolone", "prednisone", "dexamethasone", "hydrocortisone",
		"methylprednisolone", "budesonide", "betamethasone", "deflazacort", "triamcinolone", "fluticasone", "beclometasone"}},
	{[2]Class{ClassWarfarin}, []string{"warfarin", "acenocoumarol", "phenprocoumon"}}, // the vitamin K antagonists
	{[2]Class{ClassMAOI}, []string{"phenelzine", "tranylcypromine", "isocarboxazid", "selegiline", "rasagiline",
		"safinamide", "moclobemide"}},
	{[2]Class{ClassLevodopa}, []string{"levodopa", "carbidopa+levodopa", "benserazide+levodopa"}},
	{[2]Class{ClassLevothyroxine}, []string{"levothyroxine"}},
	{[2]Class{ClassLithium}, []string{"lithium"}},
	{[2]Class{ClassKSparingDiuretic}, []string{"spironolactone", "eplerenone", "amiloride", "triamterene"}},
	{[2]Class{ClassACEInhibitor}, []string{"ramipril", "lisinopril", "enalapril", "perindopril", "captopril", "quinapril",
		"trandolapril", "benazepril", "fosinopril", "zofenopril"}},
	{[2]Class{ClassARB}, []string{"losartan", "valsartan", "candesartan", "irbesartan", "telmisartan", "olmesartan",
		"azilsartan", "eprosartan"}},
	{[2]Class{ClassCalciumChannelBlocker}, []string{"amlodipine", "felodipine", "nifedipine", "lercanidipine",
		"nitrendipine", "isradipine", "diltiazem", "verapamil"}},
	{[2]Class{ClassBetaBlocker}, []string{"metoprolol", "bisoprolol", "atenolol", "propranolol", "carvedilol", "nebivolol",
		"sotalol", "nadolol", "timolol", "labetalol"}},

	// Antimicrobials of other classes.
	{[2]Class{}, []string{"nitrofurantoin", "fosfomycin", "trimethoprim", "rifaximin", "rifampicin", "meropenem",
		"ertapenem", "cilastatin+imipenem", "aztreonam", "fidaxomicin", "colistin", "chloramphenicol", "fusidic acid",
		"daptomycin", "isoniazid", "sulfamethoxazole", "sulfadiazine", "aciclovir", "valaciclovir", "fluconazole",
		"nystatin", "ivermectin", "hydroxychloroquine"}},
	// Other medicines that are common.
	{[2]Class{}, []string{"paracetamol", "allopurinol", "febuxostat", "colchicine", "digoxin", "amiodarone",
		"hydrochlorothiazide", "chlortalidone", "indapamide", "furosemide", "torasemide", "clopidogrel", "ticagrelor",
		"apixaban", "rivaroxaban", "edoxaban", "dabigatran", "heparin", "enoxaparin", "ezetimibe", "fenofibrate",
		"sitagliptin", "linagliptin", "pioglitazone", "acarbose", "salbutamol", "formoterol", "salmeterol", "tiotropium",
		"montelukast", "cetirizine", "loratadine", "desloratadine", "fexofenadine", "famotidine", "ranitidine",
		"loperamide", "ondansetron", "domperidone", "metoclopramide", "mesalazine", "sulfasalazine", "carbamazepine",
		"lamotrigine", "levetiracetam", "topiramate", "valproic acid", "phenytoin", "gabapentin", "pregabalin",
		"amitriptyline", "nortriptyline", "venlafaxine", "duloxetine", "mirtazapine", "trazodone", "bupropion",
		"quetiapine", "olanzapine", "risperidone", "aripiprazole", "diazepam", "lorazepam", "zolpidem", "melatonin",
		"methylphenidate", "lisdexamfetamine", "atomoxetine", "naltrexone", "pramipexole", "ropinirole", "donepezil",
		"memantine", "liothyronine", "thiamazole", "ethinylestradiol", "levonorgestrel", "drospirenone", "desogestrel",
		"estradiol", "progesterone", "testosterone", "finasteride", "tamsulosin", "sildenafil", "tadalafil",
		"alendronic acid", "risedronic acid", "zoledronic acid", "denosumab", "tamoxifen", "letrozole", "anastrozole",
		"isotretinoin", "carbidopa", "benserazide", "clavulanic acid", "sulbactam", "tazobactam"}},
}

// otherNames are names of substances that are not their INN, in small letters.
var otherNames = [][2]string{
	{"acetaminophen", "paracetamol"}, {"albuterol", "salbutamol"}, {"aspirin", "acetylsalicylic acid"},
	{"beclomethasone", "beclometasone"}, {"cephalexin", "cefalexin"}, {"clavulanate", "clavulanic acid"},
	{"co-amoxiclav", "amoxicillin+clavulanic acid"}, {"co-beneldopa", "benserazide+levodopa"},
	{"co-careldopa", "carbidopa+levodopa"}, {"co-trimoxazole", "sulfamethoxazole+trimethoprim"},
	{"cyclosporine", "ciclosporin"}, {"cyclosporin", "ciclosporin"}, {"frusemide", "furosemide"},
	{"glyburide", "glibenclamide"}, {"hydroxyurea", "hydroxycarbamide"}, {"indomethacin", "indometacin"},
	{"l-dopa", "levodopa"}, {"l-thyroxine", "levothyroxine"}, {"meperidine", "pethidine"},
	{"mesalamine", "mesalazine"}, {"methimazole", "thiamazole"}, {"penicillin g", "benzylpenicillin"},
	{"penicillin v", "phenoxymethylpenicillin"}, {"polyethylene glycol", "macrogol"}, {"psyllium", "ispaghula"},
	{"rifampin", "rifampicin"}, {"senna glycosides", "sennosides"}, {"thyroxine", "levothyroxine"},
	{"valproate", "valproic acid"},
}

// salts are words after a substance that leave it the same substance here.
var salts = []string{"acetate", "arginine", "axetil", "besilate", "besylate", "bromide", "calcium", "carbonate",
	"chloride", "cilexetil", "citrate", "dihydrate", "erbumine", "fumarate", "hcl", "hemihydrate", "hyclate",
	"hydrobromide", "hydrochloride", "lactate", "magnesium", "maleate", "medoxomil", "mesilate", "mesylate", "mofetil",
	"monohydrate", "pegol", "phosphate", "pivoxil", "potassium", "propionate", "proxetil", "sodium", "succinate",
	"sulfate", "sulphate", "tartrate", "trihydrate"}

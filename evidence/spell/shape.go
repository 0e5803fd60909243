package spell

// Shape reports whether s has the shape of pattern, in which # stands for a
// digit, A for a capital letter and every other byte for itself: GO:0006914 has
// the shape GO:#######.
func Shape(s, pattern string) bool {
	if len(s) != len(pattern) {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; pattern[i] {
		case '#':
			if c < '0' || c > '9' {
				return false
			}
		case 'A':
			if c < 'A' || c > 'Z' {
				return false
			}
		default:
			if c != pattern[i] {
				return false
			}
		}
	}
	return true
}

// Package host holds the ids of what the host brings to the gut–muscle axis:
// receptors, genes, processes, markers and states.
//
//	host.MTORC1
//
// The records are in the atlas of package pathway.
package host

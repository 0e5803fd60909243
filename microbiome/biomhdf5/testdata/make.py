"""Writes the files beside it. Their content is invented."""
import gzip, os, h5py, numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
TEXT = h5py.string_dtype()
FULL = np.array([[3, 0, 2], [0, 5, 0], [1, 1, 1], [0, 0, 4]], float)  # 4 rows, 3 samples
ROWS = ['otu1', 'otu2', 'otu3', 'otu4']
SAMPLES = ['ann', 'bob', 'cyd']
TAXA = [['k__Bacteria', 'p__Bacillota', 'g__Roseburia'], ['k__Bacteria', 'p__Bacteroidota', 'g__Bacteroides'],
        ['k__Bacteria', 'p__Bacillota', 'g__'], ['Unassigned', '', '']]


def compressed(full):
    data, indices, indptr = [], [], [0]
    for row in full:
        for i, v in enumerate(row):
            if v:
                data.append(v), indices.append(i)
        indptr.append(len(data))
    return np.array(data, float), np.array(indices, np.int32), np.array(indptr, np.int32)


def write(name, rows=ROWS, full=FULL, by_rows=None, taxonomy=None, ranks=None, kind='OTU table', libver=None,
          fixed=False, groups=True, index=np.int32, version=(2, 1), **how):
    path = os.path.join(HERE, name + '.biom')
    how = how or {'compression': 'gzip'}
    with h5py.File(path, 'w', **({'libver': libver} if libver else {})) as f:
        for key, value in [('id', 'invented'), ('type', kind), ('format-url', 'http://biom-format.org'),
                           ('generated-by', 'make.py 1'), ('creation-date', '2026-11-01')]:
            f.attrs[key] = np.array([value.encode()], 'S20') if fixed else value
        f.attrs['format-version'] = list(version)
        f.attrs['shape'] = np.array(full.shape, float) if fixed else list(full.shape)
        f.attrs['nnz'] = np.array([np.count_nonzero(full)], float) if fixed else np.count_nonzero(full)
        for axis, ids, matrix in [('observation', rows, full if by_rows is None else by_rows), ('sample', SAMPLES, full.T)]:
            f.create_dataset(axis + '/ids', data=np.array(ids, 'S8') if fixed else np.array(ids, object),
                             dtype=None if fixed else TEXT, **how)
            data, indices, indptr = compressed(matrix)
            for part, values in [('data', data), ('indices', indices.astype(index)), ('indptr', indptr.astype(index))]:
                f.create_dataset(axis + '/matrix/' + part, data=values, **how)
            if groups:
                f.create_group(axis + '/metadata'), f.create_group(axis + '/group-metadata')
        if taxonomy is not None:
            some = {'chunks': (3, 2)} if how.get('compression') and np.ndim(taxonomy) == 2 else {}
            f.create_dataset('observation/metadata/taxonomy', data=np.array(taxonomy, object), dtype=TEXT, **how, **some)
        if ranks:
            f.create_dataset('observation/group-metadata/ranks', data=np.array([ranks], object), dtype=TEXT)
    with open(path, 'rb') as f, open(path + '.gz', 'wb') as g:
        with gzip.GzipFile('', 'wb', 9, g, 0) as z:
            z.write(f.read())
    os.remove(path)


write('taxa', taxonomy=TAXA)
write('text', taxonomy=['; '.join(t).strip('; ') for t in TAXA])
write('ranks', taxonomy=[['Bacteria', 'Bacillati', 'Roseburia'], ['Bacteria', '', 'Bacteroides'], ['Bacteria', '', ''], ['', '', '']],
      ranks='superkingdom;clade;genus', kind='Taxon table')
write('new', taxonomy=TAXA, libver=('v108', 'v108'))
write('fixed', fixed=True, groups=False, version=(2, 0), compression='gzip', shuffle=True, fletcher32=True)
write('plain', index=np.int64, chunks=None)
write('genes', rows=['K00001', 'K00002: some gene', 'K00002: some gene|g__Roseburia', 'UNGROUPED'],
      full=np.array([[3, 0, 2], [1.5, 5, 1], [1, 1, 1], [0, 0, 4]]), kind='')
OTHER = FULL.copy()
OTHER[2, 1] = 7
write('contradicts', by_rows=OTHER)
BAD = FULL.copy()
BAD[0, 0], BAD[1, 1], BAD[2, 2] = -1, np.nan, np.inf
write('values', full=BAD)

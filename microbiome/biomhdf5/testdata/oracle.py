"""Prints what biom-format reads of the files that are named, a JSON object a line."""
import io, json, re, sys, zipfile

try:
    import biom, h5py
except ImportError as e:
    sys.exit('no oracle: %s' % e)


def names(metadata):
    taxonomy = (metadata or {}).get('taxonomy')
    if taxonomy is None:
        return None
    if len(taxonomy) and isinstance(taxonomy[0], int):  # one text, which biom-format takes apart
        taxonomy = bytes(taxonomy).decode()
    if isinstance(taxonomy, str):
        taxonomy = taxonomy.split(';')
    taxonomy = [re.sub('^"?[a-z]__', '', name.strip()).rstrip('"') for name in taxonomy]
    return [name for name in taxonomy if name]


for path in sys.argv[1:]:
    try:
        if path.endswith('.qza'):
            z = zipfile.ZipFile(path)
            name, = [n for n in z.namelist() if n.endswith('/data/feature-table.biom')]
            t = biom.Table.from_hdf5(h5py.File(io.BytesIO(z.read(name)), 'r'))
        else:
            t = biom.load_table(path)
        m = t.matrix_data.tocoo()
        about = t.metadata(axis='observation') or [None] * t.shape[0]
        result = {'rows': [str(i) for i in t.ids('observation')], 'samples': [str(i) for i in t.ids()],
                  'taxonomy': [names(a) for a in about],
                  'cells': [[int(r), int(c), float(v).hex()] for r, c, v in zip(m.row, m.col, m.data) if v]}
    except Exception as e:
        result = {'error': repr(e)}
    print(json.dumps(result))

package record

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// LKE is an evaluation sheet whole, with the Versi of every item.
type LKE struct {
	sakip.LKE
	Meta  store.Meta
	Versi map[store.Key]int64
}

// LoadLKE loads the evaluation sheet of an agency-year as one command left it. One that
// nobody has begun has the status sakip.LKEBelum.
func LoadLKE(ctx context.Context, st store.Store, opd string, tahun int) (LKE, error) {
	p := store.LKE(opd, tahun)
	snap, err := st.Load(ctx, p)
	if err != nil {
		return LKE{}, fmt.Errorf("load %s: %w", p, err)
	}
	k := LKE{Meta: snap.Meta, Versi: versi(snap)}
	for _, it := range snap.Items {
		switch it.Doc {
		case DocLKE:
			kepala, errBaca := decode[wire.LKE](p, it)
			kepala.Mandiri, kepala.Penilai, kepala.Saran = k.Mandiri, k.Penilai, k.Saran
			k.LKE, err = kepala, errBaca
		case docJawaban[sakip.SisiMandiri]:
			err = add[wire.JawabanLKE](&k.Mandiri, p, it)
		case docJawaban[sakip.SisiPenilai]:
			err = add[wire.JawabanLKE](&k.Penilai, p, it)
		case DocSaran:
			err = add[wire.SaranLKE](&k.Saran, p, it)
		default:
			err = broken(p, it.Key, errUnknownDoc)
		}
		if err != nil {
			return LKE{}, err
		}
	}
	k.OPD, k.Tahun = cmp.Or(k.OPD, opd), cmp.Or(k.Tahun, tahun)
	slices.SortFunc(k.Mandiri, urutJawaban)
	slices.SortFunc(k.Penilai, urutJawaban)
	slices.SortFunc(k.Saran, func(a, b sakip.SaranLKE) int {
		return cmp.Or(cmp.Compare(a.Kriteria, b.Kriteria), cmp.Compare(a.ID, b.ID))
	})
	return k, nil
}

func urutJawaban(a, b sakip.JawabanLKE) int { return cmp.Compare(a.Butir, b.Butir) }

// JawabanLKE reads a side's answer; one that was not given has no Butir.
func JawabanLKE(ctx context.Context, st store.Store, opd string, tahun int, s sakip.SisiLKE, butir string) (sakip.JawabanLKE, error) {
	j, _, err := get[wire.JawabanLKE](ctx, st, store.LKE(opd, tahun), KeyJawaban(s, butir), "Jawaban", butir)
	if fault.CodeOf(err) == fault.NotFound {
		return sakip.JawabanLKE{}, nil
	}
	return j, err
}

// KepalaLKE reads what an evaluation sheet says of itself; one that nobody has begun has
// Versi 0.
func KepalaLKE(ctx context.Context, st store.Store, opd string, tahun int) (sakip.LKE, int64, error) {
	k, versi, err := get[wire.LKE](ctx, st, store.LKE(opd, tahun), KeyLKE(), "LKE", opd)
	if fault.CodeOf(err) == fault.NotFound {
		return sakip.LKE{OPD: opd, Tahun: tahun}, 0, nil
	}
	return k, versi, err
}

package service

import (
	"context"
	"slices"
	"strings"
	"time"

	"capaian/internal/sakip"
	"capaian/internal/store"
)

// EntriAudit is one link of an audit chain, as it is read.
type EntriAudit = store.Entry

// How much of a chain is read at once, and how much in all for one answer. An entry is
// some 1.5 KB, so that an answer costs some 3 MB of reading at most.
const (
	bagianAudit = 200
	jauhAudit   = 2000
)

// Audit reads up to limit entries after a Seq of an agency-year's chain, or of the
// agency's own when tahun is 0.
func (s *Service) Audit(ctx context.Context, o sakip.Orang, opd string, tahun int, after int64, limit int) ([]EntriAudit, error) {
	if err := s.izinOPD(ctx, o, LihatAudit, opd); err != nil {
		return nil, err
	}
	return s.Store.Entries(ctx, partisiOPD(opd, tahun), after, limit)
}

// SaringAudit narrows a chain; what is blank takes everything.
type SaringAudit struct {
	Orang    string    // part of the sub or the name, in any case
	Perintah string    // the command
	Objek    string    // part of what it was done to, in any case
	Sejak    time.Time // from then on
	Sampai   time.Time // before then
}

func (f SaringAudit) cocok(e EntriAudit) bool {
	berisi := func(bagian string, s ...string) bool {
		return bagian == "" || strings.Contains(strings.ToLower(strings.Join(s, "\n")), strings.ToLower(bagian))
	}
	return berisi(f.Orang, e.Pelaku.Sub, e.Pelaku.Nama) && (f.Perintah == "" || f.Perintah == e.Perintah) && berisi(f.Objek, e.Objek) &&
		(f.Sejak.IsZero() || !e.Waktu.Before(f.Sejak)) && (f.Sampai.IsZero() || e.Waktu.Before(f.Sampai))
}

// HalamanAudit is a part of a chain, newest first. Lanjut is where the next part begins:
// its entries lie before that Seq; 0 tells that nothing is left. Banyak counts the chain.
type HalamanAudit struct {
	Entri  []EntriAudit
	Lanjut int64
	Banyak int64
}

// TelusurAudit reads up to limit entries that the filter takes, newest first, from before a
// Seq on (0: from the end). It looks at so many entries and no more; a part may therefore
// hold few entries, or none, and still have a Lanjut.
func (s *Service) TelusurAudit(ctx context.Context, o sakip.Orang, opd string, tahun int, f SaringAudit, sebelum int64, limit int) (HalamanAudit, error) {
	if err := s.izinOPD(ctx, o, LihatAudit, opd); err != nil {
		return HalamanAudit{}, err
	}
	p := partisiOPD(opd, tahun)
	if sebelum <= 0 && !f.Sampai.IsZero() {
		var err error
		if sebelum, err = s.lompatAudit(ctx, p, f.Sampai.Add(selisihJam)); err != nil {
			return HalamanAudit{}, err
		}
	}
	return s.telusur(ctx, p, f.cocok, f.Sejak, sebelum, limit)
}

// selisihJam is how far the clocks of those who write a chain may be apart: its times grow
// but for that.
const selisihJam = time.Hour

// telusur walks a chain back from before a Seq. It ends early where everything is older
// than sejak.
func (s *Service) telusur(ctx context.Context, p store.Partition, cocok func(EntriAudit) bool, sejak time.Time, sebelum int64, limit int) (HalamanAudit, error) {
	m, err := s.Store.Meta(ctx, p)
	if err != nil {
		return HalamanAudit{}, err
	}
	h := HalamanAudit{Banyak: m.Versi, Lanjut: m.Versi + 1}
	if sebelum > 0 {
		h.Lanjut = min(sebelum, h.Lanjut)
	}
	for jauh := 0; h.Lanjut > 1 && jauh < jauhAudit; {
		awal := max(h.Lanjut-1-bagianAudit, 0)
		part, err := s.Store.Entries(ctx, p, awal, int(h.Lanjut-1-awal))
		if err != nil {
			return HalamanAudit{}, err
		}
		for _, e := range slices.Backward(part) {
			if e.Seq >= h.Lanjut {
				continue // an entry before it is missing: VerifyAudit tells of it
			}
			if !sejak.IsZero() && e.Waktu.Before(sejak.Add(-selisihJam)) {
				h.Lanjut = 0
				return h, nil
			}
			if cocok(e) {
				if len(h.Entri) == limit {
					h.Lanjut = e.Seq + 1
					return h, nil
				}
				h.Entri = append(h.Entri, e)
			}
		}
		jauh += bagianAudit
		h.Lanjut = awal + 1
	}
	if h.Lanjut <= 1 {
		h.Lanjut = 0
	}
	return h, nil
}

// lompatAudit finds by halving a Seq before which everything is that was written before a
// time. The chain need not be read for it.
func (s *Service) lompatAudit(ctx context.Context, p store.Partition, waktu time.Time) (int64, error) {
	m, err := s.Store.Meta(ctx, p)
	if err != nil {
		return 0, err
	}
	low, high := int64(1), m.Versi+1 // the first entry at or after waktu lies in low … high
	for low < high {
		mid := (low + high) / 2
		e, err := s.Store.Entries(ctx, p, mid-1, 1)
		if err != nil {
			return 0, err
		}
		if len(e) == 1 && e[0].Waktu.Before(waktu) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, nil
}

// VerifikasiAudit is what walking a chain found. Banyak entries from the first one on are
// whole; Putus is the number of the first that is not, 0 for a whole chain.
type VerifikasiAudit struct {
	Utuh     bool   `json:"utuh"`
	Banyak   int64  `json:"banyak"`
	Terakhir string `json:"terakhir"` // hash of the last entry
	Putus    int64  `json:"putus,omitempty"`
	Galat    string `json:"galat,omitempty"`
}

// VerifyAudit walks the whole chain in parts and compares its end with META.
func (s *Service) VerifyAudit(ctx context.Context, o sakip.Orang, opd string, tahun int) (VerifikasiAudit, error) {
	if err := s.izinOPD(ctx, o, LihatAudit, opd); err != nil {
		return VerifikasiAudit{}, err
	}
	return verifikasi(ctx, s.Store, partisiOPD(opd, tahun))
}

func verifikasi(ctx context.Context, st store.Store, p store.Partition) (VerifikasiAudit, error) {
	m, err := st.Meta(ctx, p)
	if err != nil {
		return VerifikasiAudit{}, err
	}
	var v VerifikasiAudit
	for v.Banyak < m.Versi {
		entries, err := st.Entries(ctx, p, v.Banyak, bagianAudit)
		if err != nil {
			return VerifikasiAudit{}, err
		}
		if len(entries) == 0 {
			break
		}
		if n := m.Versi - v.Banyak; int64(len(entries)) > n {
			entries = entries[:n]
		}
		v.Banyak, v.Terakhir, err = store.VerifyChain(entries, v.Banyak, v.Terakhir)
		if err != nil {
			v.Putus, v.Galat = v.Banyak+1, "Rantai audit putus setelah entri ini."
			return v, nil
		}
	}
	switch {
	case v.Banyak < m.Versi:
		v.Putus = v.Banyak + 1
	case v.Terakhir != m.Head:
		v.Putus = v.Banyak
	}
	if v.Utuh = v.Putus == 0; !v.Utuh {
		v.Galat = "Akhir rantai tidak sama dengan catatan terakhir."
	}
	return v, nil
}

func partisiOPD(opd string, tahun int) store.Partition {
	if tahun == 0 {
		return store.OPD(opd)
	}
	return store.TahunOPD(opd, tahun)
}

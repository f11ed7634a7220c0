package sakip

// What a node of the pohon kinerja is, beside the Tingkat of a tujuan, a sasaran or a
// budget row: the two that gather what hangs on no sasaran.
const (
	SimpulTanpaSasaran = "tanpa_sasaran" // budget rows that no IKU's edges reach
	SimpulLepas        = "lepas"         // indicators of nothing that is there
)

// Simpul is a node of the pohon kinerja with its indicators and its money. Under a sasaran
// stand the budget rows that its IKU's edges reach; a row that several sasaran share
// stands under each, with the money of the leaves that belong there (Sebagian).
type Simpul struct {
	Tingkat   Tingkat
	ID        string // of a tujuan or sasaran; a budget row's code
	Nama      string
	Sasaran   *HasilSasaran // the roll-up of a sasaran
	Indikator []HasilIndikator
	Anggaran  Angka
	Realisasi Angka
	Serapan   Capaian
	Sebagian  bool
	Anak      []Simpul
}

// PohonKinerja is the tree of an agency-year at the end of a quarter (PermenPANRB
// 89/2021): tujuan, sasaran, and the programs, kegiatan and sub kegiatan that serve them.
// Every indicator and every budget row below the bidang urusan stands in it.
func (d DataTahun) PohonKinerja(p Periode) []Simpul {
	b := pembuatPohon{h: Hitung(d, p), t: d.pohonAnggaran(p), k: d.Kebijakan, anak: map[string][]string{},
		milik: map[string][]HasilIndikator{}, kena: map[string]map[string]bool{}, diambil: map[string]bool{}}
	for _, kode := range b.t.urut {
		b.anak[b.t.baris[kode].Induk] = append(b.anak[b.t.baris[kode].Induk], kode)
	}
	for _, i := range b.h.Indikator {
		kunci := string(i.Indikator.Tingkat) + " " + i.Indikator.Induk
		switch i.Indikator.Tingkat {
		case TingkatProgram, TingkatKegiatan, TingkatSubKegiatan:
			kunci = "baris " + i.Indikator.Induk
		}
		b.milik[kunci] = append(b.milik[kunci], i)
		if i.Indikator.Tingkat == TingkatSasaran {
			b.jangkau(i.Indikator)
		}
	}
	var out []Simpul
	for _, t := range d.Renstra.Tujuan {
		s, semua := Simpul{Tingkat: TingkatTujuan, ID: t.ID, Nama: t.Teks, Indikator: b.ambil("tujuan " + t.ID)}, map[string]bool{}
		for n := range b.h.Sasaran {
			if h := &b.h.Sasaran[n]; h.Sasaran.Tujuan == t.ID {
				s.Anak = append(s.Anak, b.sasaran(h))
				for kode := range b.kena[h.Sasaran.ID] {
					semua[kode] = true
				}
			}
		}
		b.uang(&s, b.pilih(b.t.urut, semua))
		out = append(out, s)
	}
	return append(out, b.sisa()...)
}

type pembuatPohon struct {
	h       Hasil
	t       pohon
	k       Kebijakan
	anak    map[string][]string         // code → codes below it
	milik   map[string][]HasilIndikator // what an indicator hangs on → indicators
	kena    map[string]map[string]bool  // sasaran → leaves that its IKU's edges reach
	diambil map[string]bool             // keys of milik that have been placed
}

func (b *pembuatPohon) jangkau(i Indikator) {
	_, _, _, daun := b.t.anggaranIndikator(i, b.k)
	if b.kena[i.Induk] == nil {
		b.kena[i.Induk] = map[string]bool{}
	}
	for _, kode := range daun {
		b.kena[i.Induk][kode] = true
	}
}

func (b *pembuatPohon) ambil(kunci string) []HasilIndikator {
	b.diambil[kunci] = true
	return b.milik[kunci]
}

func (b *pembuatPohon) sasaran(h *HasilSasaran) Simpul {
	id := h.Sasaran.ID
	s := Simpul{Tingkat: TingkatSasaran, ID: id, Nama: h.Sasaran.Nama, Sasaran: h, Indikator: b.ambil("sasaran " + id), Anak: b.baris("", b.kena[id], 0)}
	b.uang(&s, b.pilih(b.t.urut, b.kena[id]))
	return s
}

// baris are the nodes of the rows under a code that lead to leaves of a set. The levels
// above the programs are left out: what lies under them stands in their place.
func (b *pembuatPohon) baris(induk string, daun map[string]bool, dalam int) []Simpul {
	var out []Simpul
	if dalam > len(b.t.urut) {
		return nil // a loop in the parents cannot pass validation
	}
	for _, kode := range b.anak[induk] {
		sini := b.pilih(b.t.daun[kode], daun)
		if len(sini) == 0 {
			continue
		}
		h := b.t.baris[kode]
		anak := b.baris(kode, daun, dalam+1)
		if (h.Tingkat == TingkatPerangkatDaerah || h.Tingkat == TingkatBidangUrusan) && len(anak) > 0 {
			out = append(out, anak...)
			continue
		}
		s := Simpul{Tingkat: h.Tingkat, ID: kode, Nama: h.Nama, Indikator: b.ambil("baris " + kode),
			Sebagian: len(sini) < len(b.t.daun[kode]), Anak: anak}
		b.uang(&s, sini)
		out = append(out, s)
	}
	return out
}

func (b *pembuatPohon) pilih(dari []string, daun map[string]bool) []string {
	var out []string
	for _, kode := range dari {
		if daun[kode] && b.t.baris[kode].Daun {
			out = append(out, kode)
		}
	}
	return out
}

func (b *pembuatPohon) uang(s *Simpul, daun []string) {
	j := Penjelasan{Aturan: "anggaran.jumlah", Rumus: "jumlah baris di bawahnya", Kebijakan: b.k.Versi}
	switch {
	case b.t.alasan != "":
		s.Anggaran, s.Realisasi = takDiketahui(b.t.alasan, j), takDiketahui(b.t.alasan, j)
	case len(daun) == 0:
		s.Anggaran, s.Realisasi = takDiketahui(TanpaTautan, j), takDiketahui(TanpaTautan, j)
	default:
		pagu, spent, n, m := b.t.jumlah(daun)
		s.Anggaran, s.Realisasi = diketahui(pagu, j), realisasiAnggaran(spent, n, m, j)
	}
	s.Serapan = capaianAnggaran(s.Anggaran, s.Realisasi, b.k)
}

// sisa gathers what hangs on no sasaran: money, and indicators of nothing that is there.
func (b *pembuatPohon) sisa() []Simpul {
	var out []Simpul
	sisa := map[string]bool{}
	for _, kode := range b.h.KodeTanpaSasaran {
		sisa[kode] = true
	}
	if len(sisa) > 0 {
		s := Simpul{Tingkat: SimpulTanpaSasaran, Nama: "Anggaran yang belum tertaut ke sasaran", Anak: b.baris("", sisa, 0)}
		b.uang(&s, b.pilih(b.t.urut, sisa))
		out = append(out, s)
	}
	lepas := Simpul{Tingkat: SimpulLepas, Nama: "Indikator yang induknya tidak ada"}
	for _, kunci := range kunciUrut(b.milik) {
		if !b.diambil[kunci] {
			lepas.Indikator = append(lepas.Indikator, b.milik[kunci]...)
		}
	}
	if len(lepas.Indikator) > 0 {
		b.uang(&lepas, nil)
		out = append(out, lepas)
	}
	return out
}

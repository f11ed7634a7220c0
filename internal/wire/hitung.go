package wire

import (
	"bytes"
	"encoding/json"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// MaksBaris bounds one calculation request.
const MaksBaris = 1000

// Hitung is what the public calculator is asked: one row, or many under Baris.
type Hitung struct {
	Soal
	Baris []Soal `json:"baris,omitempty"`
}

// Soal is one calculation. Numbers may be written as in Indonesian or canonically;
// a JSON number is canonical. The realisasi is given in one of three ways: as
// Realisasi; as Pembilang, Penyebut and Pengali; as Triwulan with Akumulasi. The last
// two may also stand in an object under realisasi.
type Soal struct {
	Arah        sakip.Arah      `json:"arah,omitempty"`
	Target      Angka           `json:"target,omitzero"`
	TargetBawah Angka           `json:"target_bawah,omitzero"`
	TargetAtas  Angka           `json:"target_atas,omitzero"`
	Realisasi   json.RawMessage `json:"realisasi,omitempty"`
	CaraRealisasi
	Kebijakan *KebijakanHitung `json:"kebijakan,omitempty"`
}

// CaraRealisasi is a realisasi that is still to be computed.
type CaraRealisasi struct {
	Pembilang Angka           `json:"pembilang,omitzero"`
	Penyebut  Angka           `json:"penyebut,omitzero"`
	Pengali   Angka           `json:"pengali,omitzero"`
	Triwulan  []Angka         `json:"triwulan,omitempty"`
	Akumulasi sakip.Akumulasi `json:"akumulasi,omitempty"`
}

// KebijakanHitung is the part of a policy that a single calculation needs; what is
// left out is the default. Batas null is no cap and no floor. Skala is a preset's
// name, an object with kelas, or the list of kelas.
type KebijakanHitung struct {
	RumusTurun       sakip.RumusTurun    `json:"rumus_turun,omitempty"`
	BatasAtas        json.RawMessage     `json:"batas_atas,omitempty"`
	BatasBawah       json.RawMessage     `json:"batas_bawah,omitempty"`
	Desimal          *int32              `json:"desimal,omitempty"`
	DesimalRealisasi *int32              `json:"desimal_realisasi,omitempty"`
	Pembulatan       sakip.Pembulatan    `json:"pembulatan,omitempty"`
	DasarKategori    sakip.DasarKategori `json:"dasar_kategori,omitempty"`
	Skala            json.RawMessage     `json:"skala,omitempty"`
}

// Jawaban is the answer to one Soal; an unknown number is null and Alasan says why.
type Jawaban struct {
	Realisasi       *string               `json:"realisasi"`
	RealisasiTampil string                `json:"realisasi_tampil"`
	Capaian         *string               `json:"capaian"`
	CapaianTampil   string                `json:"capaian_tampil"`
	Kategori        string                `json:"kategori"`
	Alasan          string                `json:"alasan"`
	AlasanTampil    string                `json:"alasan_tampil"`
	Penjelasan      map[string]Penjelasan `json:"penjelasan"`
}

// Jawab answers the request: a Jawaban, or {"baris": […]} in the order asked. Every
// fault of every row is listed; then nothing is answered.
func (w Hitung) Jawab() (any, error) {
	if w.Baris == nil {
		return w.Soal.jawab()
	}
	if !w.Soal.kosong() {
		return nil, fault.At("baris", fault.Invalid, "Isi satu soal, atau daftar baris; jangan keduanya.")
	}
	if len(w.Baris) == 0 || len(w.Baris) > MaksBaris {
		return nil, fault.At("baris", fault.OutOfRange, "1", strconv.Itoa(MaksBaris))
	}
	var l fault.List
	out := make([]Jawaban, len(w.Baris))
	for i, s := range w.Baris {
		j, err := s.jawab()
		l.Add("baris["+strconv.Itoa(i)+"]", err)
		out[i] = j
	}
	if err := l.Err(); err != nil {
		return nil, err
	}
	return map[string][]Jawaban{"baris": out}, nil
}

func (w Soal) kosong() bool {
	return w.Arah == "" && w.Target.IsZero() && w.TargetBawah.IsZero() && w.TargetAtas.IsZero() && len(w.Realisasi) == 0 &&
		w.Kebijakan == nil && w.CaraRealisasi.kosong()
}

func (c CaraRealisasi) kosong() bool {
	return c.Pembilang.IsZero() && c.Penyebut.IsZero() && c.Pengali.IsZero() && c.Triwulan == nil && c.Akumulasi == ""
}

func (w Soal) jawab() (Jawaban, error) {
	var l fault.List
	s := w.Domain(&l)
	if len(l) == 0 {
		l.Add("", s.Validasi())
	}
	if err := l.Err(); err != nil {
		return Jawaban{}, err
	}
	r, c := s.Jawab()
	return Jawaban{
		Realisasi: mentah(r.Nilai), RealisasiTampil: tampilNilai(r.Nilai),
		Capaian: mentah(c.Nilai), CapaianTampil: tampil(c, s.Kebijakan), Kategori: c.Kategori,
		Alasan: string(c.Alasan), AlasanTampil: c.Alasan.Teks(),
		Penjelasan: map[string]Penjelasan{"realisasi": penjelasan(r), "capaian": penjelasan(c.Angka)},
	}, nil
}

// Domain is the calculation that the shape says.
func (w Soal) Domain(l *fault.List) sakip.Soal {
	s := sakip.Soal{Arah: w.Arah, Akumulasi: w.Akumulasi, Kebijakan: w.Kebijakan.domain(l),
		Target: sakip.Target{Nilai: w.Target.Bebas("target", locale.KindRasio, l),
			Bawah: w.TargetBawah.Bebas("target_bawah", locale.KindRasio, l), Atas: w.TargetAtas.Bebas("target_atas", locale.KindRasio, l)}}
	if s.Arah == "" {
		s.Arah = sakip.Naik
	}
	cara, field := w.CaraRealisasi, ""
	if raw := bytes.TrimSpace(w.Realisasi); len(raw) > 0 && raw[0] == '{' {
		if !cara.kosong() {
			l.Add("", fault.At("realisasi", fault.Invalid, "Komponen realisasi tertulis dua kali."))
		}
		field = "realisasi."
		if !ketat(raw, &cara) {
			l.Add("", fault.At("realisasi", fault.Invalid, "Isi objek realisasi: pembilang, penyebut, pengali; atau triwulan, akumulasi."))
		}
		s.Akumulasi = cara.Akumulasi
	} else if len(raw) > 0 {
		var a Angka
		_ = a.UnmarshalJSON(raw) // keeps any token; what is no number is refused next
		s.Realisasi = a.Bebas("realisasi", locale.KindRasio, l)
	}
	s.Pembilang = cara.Pembilang.Bebas(field+"pembilang", locale.KindBilangan, l)
	s.Penyebut = cara.Penyebut.Bebas(field+"penyebut", locale.KindBilangan, l)
	s.Pengali = cara.Pengali.Bebas(field+"pengali", locale.KindBilangan, l)
	for i, a := range cara.Triwulan {
		s.Triwulan = append(s.Triwulan, a.Bebas(field+"triwulan["+strconv.Itoa(i)+"]", locale.KindRasio, l))
	}
	return s
}

func (w *KebijakanHitung) domain(l *fault.List) sakip.Kebijakan {
	k := sakip.KebijakanBaku(2023)
	if w == nil {
		return k
	}
	isi(&k.RumusTurun, w.RumusTurun)
	isi(&k.Pembulatan, w.Pembulatan)
	isi(&k.DasarKategori, w.DasarKategori)
	if w.Desimal != nil {
		k.Desimal = *w.Desimal
	}
	if w.DesimalRealisasi != nil {
		k.DesimalRealisasi = *w.DesimalRealisasi
	}
	if len(w.BatasAtas) > 0 {
		var a Angka
		_ = a.UnmarshalJSON(w.BatasAtas)
		k.BatasAtas = a.Bebas("kebijakan.batas_atas", locale.KindRasio, l)
	}
	if len(w.BatasBawah) > 0 {
		var a Angka
		_ = a.UnmarshalJSON(w.BatasBawah)
		k.BatasBawah = a.Bebas("kebijakan.batas_bawah", locale.KindRasio, l)
	}
	if raw := bytes.TrimSpace(w.Skala); len(raw) > 0 && string(raw) != "null" {
		var s Skala
		ok := false
		switch raw[0] {
		case '"':
			ok = json.Unmarshal(raw, &s.Nama) == nil
		case '[':
			ok = ketat(raw, &s.Kelas)
		case '{':
			ok = ketat(raw, &s)
		}
		if !ok || s.Nama == "" && len(s.Kelas) == 0 {
			l.Add("", fault.At("kebijakan.skala", fault.Invalid, "Skala: nama skala baku, objek dengan kelas, atau daftar kelas."))
			return k
		}
		k.Skala = di(l, "kebijakan.skala", s, Skala.domain)
	}
	return k
}

func isi[T ~string](ke *T, dari T) {
	if dari != "" {
		*ke = dari
	}
}

// ketat decodes and refuses unknown fields.
func ketat(raw []byte, into any) bool {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return d.Decode(into) == nil
}

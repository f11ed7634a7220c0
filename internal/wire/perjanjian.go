package wire

import (
	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Target is what an indicator is to reach: nilai, or bawah and atas, or predikat.
type Target struct {
	Nilai    Angka  `json:"nilai,omitzero"`
	Bawah    Angka  `json:"bawah,omitzero"`
	Atas     Angka  `json:"atas,omitzero"`
	Predikat string `json:"predikat,omitempty"`
	Tercetak string `json:"tercetak,omitempty"`
}

// FromTarget is the shape of a target.
func FromTarget(t sakip.Target) Target {
	return Target{Nilai: AngkaDariAda(t.Nilai), Bawah: AngkaDariAda(t.Bawah), Atas: AngkaDariAda(t.Atas),
		Predikat: t.Predikat, Tercetak: t.Tercetak}
}

// Domain is the target that the shape says.
func (w Target) Domain(l *fault.List) sakip.Target {
	return sakip.Target{Nilai: w.Nilai.Kanonik("nilai", l), Bawah: w.Bawah.Kanonik("bawah", l), Atas: w.Atas.Kanonik("atas", l),
		Predikat: w.Predikat, Tercetak: w.Tercetak}
}

func fromTargetAda(t *sakip.Target) *Target {
	if t == nil {
		return nil
	}
	w := FromTarget(*t)
	return &w
}

// domainAda is a target that need not be given; an empty object gives none.
func (w *Target) domainAda(field string, l *fault.List) *sakip.Target {
	if w == nil || *w == (Target{}) {
		return nil
	}
	t := di(l, field, *w, Target.Domain)
	return &t
}

// Perjanjian is one version of the Perjanjian Kinerja; Target is by indicator id.
type Perjanjian struct {
	Versi          string                `json:"versi"`
	Jenis          sakip.JenisPerjanjian `json:"jenis"`
	Nomor          string                `json:"nomor,omitempty"`
	Tanggal        sakip.Tanggal         `json:"tanggal,omitempty"`
	Ditandatangani bool                  `json:"ditandatangani,omitempty"`
	Alasan         string                `json:"alasan,omitempty"`
	Catatan        string                `json:"catatan,omitempty"`
	PihakPertama   string                `json:"pihak_pertama,omitempty"`
	PihakKedua     string                `json:"pihak_kedua,omitempty"`
	Target         map[string]Target     `json:"target,omitempty"`
	Program        []AnggaranProgram     `json:"program,omitempty"`
}

// AnggaranProgram is a program's money in the agreement, in rupiah.
type AnggaranProgram struct {
	Kode       string `json:"kode"`
	Nama       string `json:"nama,omitempty"`
	Anggaran   Angka  `json:"anggaran"`
	SumberDana string `json:"sumber_dana,omitempty"`
}

// FromPerjanjian is the shape of a version.
func FromPerjanjian(p sakip.Perjanjian) Perjanjian {
	w := Perjanjian{
		Versi: p.Versi, Jenis: p.Jenis, Nomor: p.Nomor, Tanggal: p.Tanggal, Ditandatangani: p.Ditandatangani,
		Alasan: p.Alasan, Catatan: p.Catatan, PihakPertama: p.PihakPertama, PihakKedua: p.PihakKedua,
		Program: petakan(p.Program, func(a sakip.AnggaranProgram) AnggaranProgram {
			return AnggaranProgram{Kode: a.Kode, Nama: a.Nama, Anggaran: AngkaDari(a.Anggaran), SumberDana: a.SumberDana}
		}),
	}
	if len(p.Target) > 0 {
		w.Target = make(map[string]Target, len(p.Target))
		for id, t := range p.Target {
			w.Target[id] = FromTarget(t)
		}
	}
	return w
}

// Domain is the version that the shape says.
func (w Perjanjian) Domain(l *fault.List) sakip.Perjanjian {
	p := sakip.Perjanjian{
		Versi: w.Versi, Jenis: w.Jenis, Nomor: w.Nomor, Tanggal: w.Tanggal, Ditandatangani: w.Ditandatangani,
		Alasan: w.Alasan, Catatan: w.Catatan, PihakPertama: w.PihakPertama, PihakKedua: w.PihakKedua,
	}
	if len(w.Target) > 0 {
		p.Target = make(map[string]sakip.Target, len(w.Target))
		for _, id := range kunciUrut(w.Target) {
			p.Target[id] = di(l, "target."+id, w.Target[id], Target.Domain)
		}
	}
	p.Program = daftar(l, "program", w.Program, func(a AnggaranProgram, l *fault.List) sakip.AnggaranProgram {
		return sakip.AnggaranProgram{Kode: a.Kode, Nama: a.Nama, Anggaran: a.Anggaran.wajib("anggaran", l), SumberDana: a.SumberDana}
	})
	return p
}

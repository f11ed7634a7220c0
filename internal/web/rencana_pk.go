package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// isiPerjanjian is what an agreement's page says beside its form.
type isiPerjanjian struct {
	Keadaan      string
	Total        string
	Terbilang    string
	TandaTangani string // address of the signing; "" for who may not
	BukaLagi     string // address of taking the signature back
	Banding      string // address of what it changed
	Dasar        string // version before
	TanpaTarget  []string
	Usul         bool          // the form proposes the budget's programs, which are not saved yet
	Cetak        []opsiPilihan // the files of the version that may be asked for
	Minta        string        // address that they are asked for at
}

func (h *handler) lembarPerjanjian(k konteks, id string) (lembarRencana, error) {
	d := k.d
	l := lembarRencana{konteks: k, template: "perjanjian", judul: "Perjanjian Kinerja baru", tujuan: k.Rencana("tambah", "perjanjian"),
		remah: k.remah(remah{"Perjanjian Kinerja", k.Rencana("perjanjian")}), versi: "0", aksi: service.Rencanakan, lain: isiPerjanjian{}}
	l.simpan = simpanBentuk[wire.Perjanjian](func(s *service.Service, req service.Request, p sakip.Perjanjian, v int64) (int64, error) {
		return s.PutPerjanjian(k.r.Context(), req, k.OPD, k.Tahun, p, v)
	})
	l.kode, l.perihal = "versi", tentangPerjanjian(id)
	p := perjanjianBaru(d)
	if id != "" {
		var ok bool
		if p, ok = d.CariPerjanjian(id); !ok {
			return l, fault.New(fault.NotFound, "Perjanjian Kinerja", id)
		}
		l.judul, l.anak = "Perjanjian Kinerja "+strconv.Itoa(k.Tahun)+", versi "+id, d.OPD.Nama
		l.tujuan, l.hapus, l.versi = k.Rencana("perjanjian", id), k.Rencana("perjanjian", id, "hapus"), teksVersi(k.versi[service.BarisPerjanjian(id)])
		lain := k.keadaanPerjanjian(p)
		if !p.Ditandatangani && len(p.Program) == 0 && len(d.Anggaran) > 0 && k.boleh(service.Rencanakan) {
			p.Program = programBaru(d) // an import of targets makes a draft before there is a budget
			lain.Usul = len(p.Program) > 0
		}
		l.lain = lain
		if p.Ditandatangani {
			l.terkunci = "Versi ini sudah ditandatangani dan terkunci. Perubahan target atau anggaran dibuat sebagai versi perubahan, dengan alasan. Bila tanda tangannya keliru, admin kabupaten dapat membukanya lagi."
		}
	}
	l.awal = raw(wire.FromPerjanjian(p))
	l.bagian = func(s isian) []bagianUraian { return k.bagianPerjanjian(p, id == "") }
	return l, nil
}

// tentangPerjanjian tells the findings about the targets and the money of a version.
func tentangPerjanjian(versi string) func(review.Temuan) bool {
	return func(t review.Temuan) bool {
		return slices.ContainsFunc(t.Tempat, func(p review.Perbaikan) bool { return p.Tabel == review.TabelPerjanjian(versi) })
	}
}

// perjanjianBaru is the first agreement of a year, its targets as the Renstra has them and
// its programs as the budget does; or a change of the last one.
func perjanjianBaru(d sakip.DataTahun) sakip.Perjanjian {
	if p, ada := perjanjianTerakhir(d); ada {
		n := 1
		for _, lain := range d.Perjanjian {
			if lain.Jenis == sakip.PKPerubahan {
				n++
			}
		}
		return sakip.Perjanjian{Versi: "perubahan-" + strconv.Itoa(n), Jenis: sakip.PKPerubahan, PihakPertama: p.PihakPertama,
			PihakKedua: p.PihakKedua, Target: p.Target, Program: p.Program}
	}
	p := sakip.Perjanjian{Versi: "induk", Jenis: sakip.PKInduk, Target: map[string]sakip.Target{}}
	for _, i := range d.Indikator {
		for _, k := range d.Renstra.Kolom {
			if v, ok := k.Tahunan[d.Tahun]; ok && k.Indikator == i.Kunci {
				p.Target[i.ID] = sakip.Target{Nilai: &v}
			}
		}
	}
	p.Program = programBaru(d)
	return p
}

// programBaru are the programs of the last budget version with their money, else those of
// the Renstra without.
func programBaru(d sakip.DataTahun) []sakip.AnggaranProgram {
	var out []sakip.AnggaranProgram
	if v, ok := sakip.AnggaranBerlaku(d.Anggaran, sakip.Periode{Tahun: d.Tahun, Triwulan: 4}.Akhir()); ok {
		jumlah := v.Jumlah()
		for _, b := range v.Baris {
			if b.Tingkat == sakip.TingkatProgram && !slices.ContainsFunc(out, func(p sakip.AnggaranProgram) bool { return p.Kode == b.Kode }) {
				out = append(out, sakip.AnggaranProgram{Kode: b.Kode, Nama: b.Nama, Anggaran: jumlah[b.Kode]})
			}
		}
		return out
	}
	for _, p := range d.Renstra.Program {
		out = append(out, sakip.AnggaranProgram{Kode: p.Kode, Nama: p.Nama})
	}
	return out
}

func (k konteks) bagianPerjanjian(p sakip.Perjanjian, baru bool) []bagianUraian {
	kepala := []gambaran{{nama: "nomor", label: "Nomor, bila sudah ada"}}
	if baru {
		kepala = append([]gambaran{{nama: "versi", label: "Kode versi", petunjuk: "misalnya induk atau perubahan-1; tidak dapat diganti", ragam: teksKode},
			{nama: "jenis", label: "Jenis", ragam: pilihSatu, opsi: []opsiPilihan{{"induk", "induk"}, {"perubahan", "perubahan"}}}}, kepala...)
	}
	if baru || p.Jenis == sakip.PKPerubahan {
		kepala = append(kepala, gambaran{nama: "alasan", label: "Alasan perubahan", petunjuk: "wajib sebelum versi perubahan ditandatangani", ragam: teksPanjang})
	}
	kepala = append(kepala, gambaran{nama: "catatan", label: "Catatan", ragam: teksPanjang})
	var target []gambaran
	for _, i := range k.d.IndikatorUrut() {
		u := gambaran{nama: i.ID, label: i.ID + " " + i.Nama, ragam: objekIsian, anak: bidangTarget(targetUntuk(i, p.Target[i.ID])), gaya: "target"}
		if i.Satuan != "" {
			u.petunjuk = "Satuan: " + i.Satuan
		}
		target = append(target, u)
	}
	petunjuk := "Target yang dikosongkan tidak diperjanjikan."
	if len(target) == 0 {
		petunjuk = "Belum ada indikator. Tambah indikator lebih dahulu."
	}
	return []bagianUraian{{"Versi", "", kepala},
		{"Target", petunjuk, []gambaran{{nama: "target", ragam: objekIsian, anak: target}}},
		{"Program dan anggaran", "", []gambaran{{nama: "program", ragam: daftarIsian, satu: "Program", gaya: "rapat", anak: []gambaran{
			{nama: "kode", label: "Kode", ragam: teksKode}, {nama: "nama", label: "Nama program"},
			{nama: "anggaran", label: "Anggaran (Rp)", ragam: angkaRupiah}, {nama: "sumber_dana", label: "Sumber dana"}}}}}}
}

func (k konteks) keadaanPerjanjian(p sakip.Perjanjian) isiPerjanjian {
	d := k.d
	out := isiPerjanjian{Keadaan: keadaanPK(d, p), Total: locale.Rupiah(p.Total()), Terbilang: wire.Terbilang(p.Total(), d.Kebijakan)}
	for _, i := range d.IndikatorUrut() {
		if _, ada := p.Target[i.ID]; !ada && i.Tingkat == sakip.TingkatSasaran {
			out.TanpaTarget = append(out.TanpaTarget, i.ID+" "+i.Nama)
		}
	}
	semua := sakip.UrutPerjanjian(d.Perjanjian)
	if n := slices.IndexFunc(semua, func(x sakip.Perjanjian) bool { return x.Versi == p.Versi }); n > 0 {
		out.Banding, out.Dasar = k.Rencana("perjanjian", p.Versi, "banding"), semua[n-1].Versi
	}
	if p.Ditandatangani && k.boleh(service.BukaKembali) {
		out.BukaLagi = k.Rencana("perjanjian", p.Versi, "buka")
	}
	if !p.Ditandatangani && k.boleh(service.TandaTangani) {
		out.TandaTangani = k.Rencana("perjanjian", p.Versi, "tanda-tangan")
	}
	if k.boleh(service.MintaLaporan) {
		out.Cetak, out.Minta = pilihanPerjanjian(p.Versi), k.Halaman()+"/laporan"
	}
	return out
}

// keadaanPK says where a version stands.
func keadaanPK(d sakip.DataTahun, p sakip.Perjanjian) string {
	if !p.Ditandatangani {
		return "draf, belum ditandatangani"
	}
	s := "ditandatangani " + hariTeks(p.Tanggal)
	if n := slices.IndexFunc(d.OPD.Pejabat, func(o sakip.Pejabat) bool { return o.ID == p.PihakPertama }); n >= 0 {
		s += " oleh " + d.OPD.Pejabat[n].Nama + " (" + d.OPD.Pejabat[n].Sebutan() + ")"
	}
	if p.PihakKedua != "" {
		s += " dan " + p.PihakKedua
	}
	return s
}

func (h *handler) daftarPerjanjian(k konteks) isiDaftar {
	d := isiDaftar{Judul: "Perjanjian Kinerja", Satu: "versi", Petunjuk: "Versi induk dibuat dari indikator dan target Renstra; versi perubahan berangkat dari versi yang berlaku.",
		Kolom: []kolomDaftar{{"Keadaan", false}, {"Target", true}, {"Anggaran program (Rp)", true}}}
	for _, p := range sakip.UrutPerjanjian(k.d.Perjanjian) {
		d.Baris = append(d.Baris, barisRencana{p.Versi, cmp.Or(p.Nomor, "Versi "+string(p.Jenis)), k.Rencana("perjanjian", p.Versi), []selDaftar{
			{Teks: keadaanPK(k.d, p)}, {Teks: strconv.Itoa(len(p.Target)), Angka: true}, {Teks: tampilRupiah(sakip.Teks(p.Total())), Angka: true}}})
	}
	return d
}

// lembarTandaTangan is the signing of a draft.
func (h *handler) lembarTandaTangan(k konteks, id string) (lembarRencana, error) {
	p, ok := k.d.CariPerjanjian(id)
	if !ok {
		return lembarRencana{}, fault.New(fault.NotFound, "Perjanjian Kinerja", id)
	}
	d := k.d.OPD
	var pejabat []opsiPilihan
	for _, o := range d.Pejabat {
		masa := ""
		if o.Mulai != "" || o.Selesai != "" {
			masa = " (" + cmp.Or(hariTeks(o.Mulai), "…") + " – " + cmp.Or(hariTeks(o.Selesai), "sekarang") + ")"
		}
		pejabat = append(pejabat, opsiPilihan{o.ID, o.Nama + ", " + o.Sebutan() + masa})
	}
	hari := h.hariIni(d)
	if p.Tanggal == "" {
		p.Tanggal = hari
	}
	if kepala, ada := d.Kepala(p.Tanggal); ada && p.PihakPertama == "" {
		p.PihakPertama = kepala.ID
	}
	l := lembarRencana{konteks: k, judul: "Tanda tangani versi " + id, anak: "Perjanjian Kinerja " + strconv.Itoa(k.Tahun), tujuan: k.Rencana("perjanjian", id, "tanda-tangan"), ke: k.Rencana("perjanjian", id),
		remah: k.remah(remah{"Perjanjian Kinerja", k.Rencana("perjanjian")}, remah{"Versi " + id, k.Rencana("perjanjian", id)}), awal: raw(wire.FromPerjanjian(p)),
		versi: teksVersi(k.versi[service.BarisPerjanjian(id)]), aksi: service.TandaTangani, tombol: "Tandatangani dan kunci"}
	if p.Ditandatangani {
		l.terkunci = "Versi ini sudah ditandatangani."
	}
	l.bagian = func(isian) []bagianUraian {
		return []bagianUraian{{"Tanda tangan", "Isi seperti pada naskah yang sudah ditandatangani. Sesudah ini versi terkunci.", []gambaran{
			{nama: "nomor", label: "Nomor"}, {nama: "tanggal", label: "Tanggal", ragam: ragam("tanggal")},
			{nama: "pihak_pertama", label: "Pihak pertama", petunjuk: "Pejabat yang menjabat pada tanggal itu; daftarnya pada profil.", ragam: pilihSatu, opsi: append([]opsiPilihan{{"", "– pilih –"}}, pejabat...)},
			{nama: "pihak_kedua", label: "Pihak kedua", petunjuk: "seperti tercetak, misalnya Bupati Trenggalek"}}}}
	}
	l.simpan = func(s *service.Service, req service.Request, b []byte, versi string) error {
		w, err := dariJSON[wire.Perjanjian](b)
		if err != nil {
			return err
		}
		v, err := versiForm(versi)
		if err != nil {
			return err
		}
		_, err = s.SignPerjanjian(k.r.Context(), req, k.OPD, k.Tahun, id, service.TandaTangan{Nomor: w.Nomor, Tanggal: w.Tanggal,
			PihakPertama: w.PihakPertama, PihakKedua: w.PihakKedua}, v)
		return err
	}
	return l, nil
}

// lembarBuka takes back a signature that was a mistake.
func (h *handler) lembarBuka(k konteks, id string) (lembarRencana, error) {
	p, ok := k.d.CariPerjanjian(id)
	if !ok {
		return lembarRencana{}, fault.New(fault.NotFound, "Perjanjian Kinerja", id)
	}
	l := lembarRencana{konteks: k, judul: "Batalkan tanda tangan versi " + id, anak: keadaanPK(k.d, p), tujuan: k.Rencana("perjanjian", id, "buka"), ke: k.Rencana("perjanjian", id),
		remah: k.remah(remah{"Perjanjian Kinerja", k.Rencana("perjanjian")}, remah{"Versi " + id, k.Rencana("perjanjian", id)}),
		versi: teksVersi(k.versi[service.BarisPerjanjian(id)]), aksi: service.BukaKembali, tombol: "Batalkan tanda tangan"}
	l.bagian = func(isian) []bagianUraian {
		return []bagianUraian{{"Alasan", "Hanya untuk tanda tangan yang keliru dicatat. Versi ini menjadi draf lagi; alasannya tersimpan pada jejak audit.",
			[]gambaran{{nama: "alasan", label: "Alasan", ragam: teksPanjang}}}}
	}
	l.simpan = func(s *service.Service, req service.Request, b []byte, versi string) error {
		isi, err := urai(b)
		if err != nil {
			return err
		}
		v, err := versiForm(versi)
		if err != nil {
			return err
		}
		alasan, _ := isi["alasan"].(string)
		_, err = s.ReopenPerjanjian(k.r.Context(), req, k.OPD, k.Tahun, id, alasan, v)
		return err
	}
	return l, nil
}

// isiBandingPK is what one version of the agreement changed.
type isiBandingPK struct {
	alamat
	Remah    []remah
	Dari, Ke wire.VersiPerjanjian
	Alasan   string
	Target   []barisBandingPK
	Program  []barisBandingPK
	Total    barisBandingPK
}

type barisBandingPK struct {
	Kode, Nama        string
	Dari, Ke, Selisih string
	Beda              bool
}

func (h *handler) bandingPerjanjian(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	k, err := h.konteksTahun(r, o)
	if err != nil {
		return err
	}
	id, d := r.PathValue("id"), k.d
	daftar := wire.FromDaftarPerjanjian(d)
	n := slices.IndexFunc(daftar.Perbandingan, func(p wire.PerbandinganPerjanjian) bool { return p.Ke == id })
	if n < 0 {
		return fault.New(fault.NotFound, "Perbandingan versi", id)
	}
	p := daftar.Perbandingan[n]
	isi := isiBandingPK{alamat: k.alamat, Dari: daftar.Versi[n], Ke: daftar.Versi[n+1], Alasan: daftar.Versi[n+1].Alasan,
		Remah: k.remah(remah{"Perjanjian Kinerja", k.Rencana("perjanjian")}, remah{"Versi " + id, k.Rencana("perjanjian", id)}),
		Total: barisBandingPK{Dari: tampilRupiah(daftar.Versi[n].Total), Ke: tampilRupiah(daftar.Versi[n+1].Total), Selisih: selisihTampil(p.SelisihTotal)}}
	for _, t := range p.Target {
		i, _ := d.CariIndikator(t.Indikator)
		isi.Target = append(isi.Target, barisBandingPK{t.Indikator, i.Nama, t.DariTeks, t.KeTeks, selisihTarget(t), t.Berubah})
	}
	for _, x := range p.Program {
		isi.Program = append(isi.Program, barisBandingPK{x.Kode, x.Nama, rupiahAda(x.Dari), rupiahAda(x.Ke), selisihTampil(x.Selisih), x.Selisih != "0" && selisihTampil(x.Selisih) != "0"})
	}
	return h.tulis(w, r, http.StatusOK, "perjanjian-banding", halaman{Judul: "Perubahan Perjanjian Kinerja", Orang: &o, Di: &k.alamat, Isi: isi})
}

func rupiahAda(s *string) string {
	if s == nil {
		return ""
	}
	return tampilRupiah(*s)
}

// selisihTampil writes a difference with its sign.
func selisihTampil(s string) string {
	d, err := locale.ParseCanonical(s)
	switch {
	case err != nil:
		return s
	case d.IsZero():
		return "0"
	case d.IsPositive():
		return "+" + tampilRupiah(s)
	}
	return "−" + tampilRupiah(sakip.Teks(d.Neg()))
}

// selisihTarget is the change of a target that is one number in both versions.
func selisihTarget(t wire.PerubahanTarget) string {
	if t.Dari == nil || t.Ke == nil || !t.Berubah {
		return ""
	}
	a, err1 := locale.ParseCanonical(*t.Dari)
	b, err2 := locale.ParseCanonical(*t.Ke)
	if err1 != nil || err2 != nil {
		return ""
	}
	d := b.Sub(a)
	if d.IsNegative() {
		return "−" + locale.AngkaRingkas(d.Neg())
	}
	return "+" + locale.AngkaRingkas(d)
}

package web

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// isiAksi is what the plan's page of an indicator says beside its form.
type isiAksi struct {
	Target string // of the year
}

// rencanaTahun are an indicator's plans of the four quarters with the versions that a form
// sends back: "12-12-0-0".
func (k konteks) rencanaTahun(indikator string) (semua [4]sakip.RencanaAksi, versi string) {
	v := make([]string, 4)
	for n := range semua {
		semua[n] = sakip.RencanaAksi{Indikator: indikator, Triwulan: n + 1}
		v[n] = teksVersi(k.versi[service.BarisRencanaAksi(indikator, n+1)])
	}
	for _, a := range k.d.RencanaAksi {
		if a.Indikator == indikator && a.Triwulan >= 1 && a.Triwulan <= 4 {
			semua[a.Triwulan-1] = a
		}
	}
	return semua, strings.Join(v, "-")
}

// bentukTahun is the form's JSON of the four quarters: {"TW1": …}.
func bentukTahun(semua [4]sakip.RencanaAksi) []byte {
	out := map[string]wire.RencanaAksi{}
	for n, a := range semua {
		out[teksTW(n+1)] = wire.FromRencanaAksi(a)
	}
	return raw(out)
}

func (h *handler) lembarAksi(k konteks, id string) (lembarRencana, error) {
	i, ok := k.d.CariIndikator(id)
	if !ok {
		return lembarRencana{}, fault.New(fault.NotFound, "Indikator", id)
	}
	semua, versi := k.rencanaTahun(id)
	target := targetBerlaku(k.d)[id]
	l := lembarRencana{konteks: k, template: "aksi", judul: "Rencana aksi " + id, anak: i.Nama, tujuan: k.Rencana("aksi", id), versi: versi, aksi: service.Rencanakan,
		remah: k.remah(remah{"Rencana aksi", k.Rencana("aksi")}), awal: bentukTahun(semua),
		lain: isiAksi{Target: wire.TampilTarget(target)}}
	l.bagian = func(isian) []bagianUraian { return bagianAksi(i, semua) }
	l.perihal = func(t review.Temuan) bool { return t.Aturan == review.RencanaBeda && t.Menyangkut(id) }
	l.simpan = func(s *service.Service, req service.Request, b []byte, versi string) error {
		return simpanAksi(s, k, req, id, b, versi)
	}
	l.sesudah = func(service.Bentrok) ([]byte, string, error) {
		baru, err := h.konteksTahun(k.r, k.o)
		if err != nil {
			return nil, "", err
		}
		kini, versi := baru.rencanaTahun(id)
		return bentukTahun(kini), versi, nil
	}
	return l, nil
}

func bagianAksi(i sakip.Indikator, semua [4]sakip.RencanaAksi) []bagianUraian {
	var out []bagianUraian
	for n, a := range semua {
		var tw, sd sakip.Target
		if a.Target != nil {
			tw = *a.Target
		}
		if a.TargetSD != nil {
			sd = *a.TargetSD
		}
		out = append(out, bagianUraian{"Triwulan " + locale.TriwulanRomawi(n+1), "", []gambaran{{nama: teksTW(n + 1), ragam: objekIsian, anak: []gambaran{
			{nama: "target", label: "Target triwulan ini", ragam: objekIsian, gaya: "deret", anak: bidangTarget(targetUntuk(i, tw))},
			{nama: "target_sd", label: "Target s.d. triwulan ini, bila ditetapkan", ragam: objekIsian, gaya: "deret", anak: bidangTarget(targetUntuk(i, sd))},
			{nama: "langkah", label: "Langkah", ragam: daftarIsian, satu: "Langkah", gaya: "rapat", anak: []gambaran{
				{nama: "uraian", label: "Apa yang dikerjakan"}, {nama: "pic", label: "Penanggung jawab"},
				{nama: "mulai", label: "Mulai", ragam: hari}, {nama: "selesai", label: "Selesai", ragam: hari}}}}}}})
	}
	return out
}

func simpanAksi(s *service.Service, k konteks, req service.Request, id string, b []byte, versi string) error {
	var l fault.List
	v := strings.Split(versi, "-")
	if len(v) != 4 {
		v = make([]string, 4)
	}
	isi := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &isi); err != nil {
		return fault.Wrap(fault.Internal, err)
	}
	semua := make([]service.RencanaTW, 4)
	for n := range semua {
		a := wire.RencanaAksi{}
		if x, ok := isi[teksTW(n+1)]; ok {
			var err error
			if a, err = dariJSON[wire.RencanaAksi](x); err != nil {
				return err
			}
		}
		a.Indikator, a.Triwulan = id, n+1
		var sub fault.List
		semua[n].RencanaAksi = a.Domain(&sub)
		l.Add(teksTW(n+1), sub.Err())
		var err error
		semua[n].Versi, err = versiForm(v[n])
		if n == 0 || len(l) == 0 {
			l.Add("", err)
		}
	}
	if err := l.Err(); err != nil {
		return err
	}
	_, err := s.PutRencanaAksiTahun(k.r.Context(), req, k.OPD, k.Tahun, id, semua)
	return err
}

// awasRencana says why the quarters' targets do not make the year's, "" where they do or
// where that does not follow from sums.
func awasRencana(i sakip.Indikator, semua [4]sakip.RencanaAksi, tahun sakip.Target) string {
	if tahun.Nilai == nil {
		return ""
	}
	if i.Formula.Jenis == sakip.FormulaNilai && i.AkumulasiX == sakip.Jumlah {
		var sum decimal.Decimal
		n := 0
		for _, a := range semua {
			if a.Target != nil && a.Target.Nilai != nil {
				sum, n = sum.Add(*a.Target.Nilai), n+1
			}
		}
		if n > 0 && !sum.Equal(*tahun.Nilai) {
			return "Jumlah target triwulan " + locale.AngkaRingkas(sum) + ", sedangkan target setahun " + locale.AngkaRingkas(*tahun.Nilai) + ". Periksa lagi; bila memang demikian, biarkan."
		}
	}
	if sd := semua[3].TargetSD; sd != nil && sd.Nilai != nil && !sd.Nilai.Equal(*tahun.Nilai) {
		return "Target s.d. triwulan IV " + locale.AngkaRingkas(*sd.Nilai) + ", sedangkan target setahun " + locale.AngkaRingkas(*tahun.Nilai) + ". Periksa lagi; bila memang demikian, biarkan."
	}
	return ""
}

func (h *handler) daftarAksi(k konteks) isiDaftar {
	d := isiDaftar{Judul: "Rencana aksi", Satu: "", Petunjuk: "Target dan langkah tiap triwulan. Buka indikatornya untuk mengisi keempat triwulan sekaligus.",
		Kolom: []kolomDaftar{{"Target " + strconv.Itoa(k.Tahun), true}, {"TW1", true}, {"TW2", true}, {"TW3", true}, {"TW4", true}, {"Periksa", false}}}
	target := targetBerlaku(k.d)
	for _, i := range k.d.IndikatorUrut() {
		semua, _ := k.rencanaTahun(i.ID)
		b := barisRencana{i.ID, i.Nama, k.Rencana("aksi", i.ID), []selDaftar{{Teks: wire.TampilTarget(target[i.ID]), Angka: true, Kurang: "belum ada"}}}
		for _, a := range semua {
			b.Sel = append(b.Sel, selDaftar{Teks: aksiTeks(a), Angka: true, Kurang: "belum ada"})
		}
		d.Baris = append(d.Baris, barisRencana{b.Kode, b.Teks, b.Alamat, append(b.Sel, selDaftar{Teks: awasRencana(i, semua, target[i.ID]), Kurang: "–"})})
	}
	return d
}

// aksiTeks is a quarter's plan in one cell.
func aksiTeks(a sakip.RencanaAksi) string {
	var out []string
	if a.Target != nil {
		out = append(out, wire.TampilTarget(*a.Target))
	}
	if a.TargetSD != nil {
		out = append(out, "s.d. "+wire.TampilTarget(*a.TargetSD))
	}
	if n := len(a.Langkah); n > 0 {
		out = append(out, strconv.Itoa(n)+" langkah")
	}
	return strings.Join(out, ", ")
}

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"capaian/infra/contoh"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/wire"
)

// TestFormsChangeEverything shows that nothing is canned: figures that nobody has seen
// before go in through the pages' forms, and every figure that depends on them comes
// out of the API, the workbook and the printable file as an independent reckoning has it.
func TestFormsChangeEverything(t *testing.T) {
	b := seed(t)
	const made = uint64(20231114)
	agency := sample.GenerateOne(made, 7)
	b.Kabupaten = append(b.Kabupaten, sample.Uji())
	b.OPD = append(b.OPD, agency)
	b.Orang = append(b.Orang, sample.Orang(agency.Profil)...)
	h := startMachine(t, b)
	r := rand.New(rand.NewPCG(made, 1))
	for _, c := range []struct {
		opd, orang string
		tahun      int
	}{
		{contoh.OPD, "verifikator-dinsos", 2023},
		{"dinas-contoh", "verifikator-contoh", 2025},
		{agency.Profil.ID, verifikatorDari(b, agency.Profil.ID), sample.TahunUji},
	} {
		t.Run(c.opd, func(t *testing.T) {
			h := &harness{t: t, m: h.m, url: h.url, tokens: h.tokens}
			h.samakan(c.orang, c.opd, c.tahun, 4)
			dulu := h.capaian(c.orang, c.opd, c.tahun, 4)
			orang := h.masuk(c.orang)
			ubah := h.ubahRealisasi(r, orang, c.opd, c.tahun, dulu)
			kode := h.ubahAnggaran(r, orang, c.opd, c.tahun, dulu)
			kini := h.capaian(c.orang, c.opd, c.tahun, 4)
			h.berubah(dulu, kini, ubah, kode)
			h.samakan(c.orang, c.opd, c.tahun, 4)
			h.berkasMemuat(c.orang, c.opd, c.tahun, kini, ubah, kode)
		})
	}
}

func verifikatorDari(b sample.Bundle, opd string) string {
	for _, o := range b.Orang {
		if o.OPD == opd && o.Peran == sakip.Verifikator {
			return o.Sub
		}
	}
	return ""
}

// ubahRealisasi sends other figures for every indicator whose entry can still be
// changed, and returns their ids.
func (h *harness) ubahRealisasi(r *rand.Rand, orang *browser, opd string, tahun int, c wire.Capaian) []string {
	h.t.Helper()
	var ids []string
	for _, i := range c.Indikator {
		if i.Status == string(sakip.Final) || i.Realisasi == nil || i.Capaian == nil {
			continue
		}
		path := fmt.Sprintf("/opd/%s/tahun/%d/isi/%s/TW4", opd, tahun, i.ID)
		_, page := orang.page(path)
		fields := map[string]string{}
		for _, f := range formulir(h.t, page) {
			for _, name := range []string{"pembilang", "penyebut", "skor", "nilai"} {
				if !f.ada[name] {
					continue
				}
				v := fmt.Sprintf("%d,%02d", 11+r.IntN(80), r.IntN(100))
				if name == "penyebut" {
					v = fmt.Sprint(101 + r.IntN(900))
				}
				fields[name] = v
			}
		}
		if len(fields) == 0 {
			continue // a predikat: chosen from a list, not typed
		}
		if status, answer := orang.isi(path, fields); status != http.StatusOK || !strings.Contains(answer, "Tersimpan") {
			h.t.Fatalf("form of %s: got status %d: %s", i.ID, status, teksHalaman(h.t, answer))
		}
		ids = append(ids, i.ID)
	}
	if len(ids) < 3 {
		h.t.Fatalf("got %d indicators to change, want at least three", len(ids))
	}
	return ids
}

// ubahAnggaran sends another realisasi for one budget row under an IKU and returns its code.
func (h *harness) ubahAnggaran(r *rand.Rand, orang *browser, opd string, tahun int, c wire.Capaian) string {
	h.t.Helper()
	for _, b := range c.Anggaran {
		if !b.Daun || len(b.Rincian) > 1 || b.Realisasi == nil || *b.Realisasi == "0.00" {
			continue
		}
		nilai := fmt.Sprintf("%d.%03d.%03d,%02d", 1+r.IntN(9), r.IntN(1000), r.IntN(1000), r.IntN(100))
		path := fmt.Sprintf("/opd/%s/tahun/%d/anggaran/TW4/%s?sumber=%s&sub_unit=%s", opd, tahun, b.Kode, h.sumber(opd, tahun, b.Kode), h.subUnit(opd, tahun, b.Kode))
		if _, page := orang.page(path); !strings.Contains(page, `name="realisasi"`) {
			continue // final: shown, not asked for
		}
		if status, answer := orang.isi(path, map[string]string{"realisasi": nilai}); status != http.StatusOK || !strings.Contains(answer, "Tersimpan") {
			h.t.Fatalf("form of %s: got status %d: %s", b.Kode, status, teksHalaman(h.t, answer))
		}
		return b.Kode
	}
	h.t.Fatal("no budget row to change")
	return ""
}

func (h *harness) barisAnggaran(opd string, tahun int, kode string) (subUnit, sumber string) {
	h.t.Helper()
	var d tahunJSON
	h.read(h.pembaca(opd), alamatTahun(opd, tahun), &d)
	for _, v := range d.Anggaran {
		for _, b := range v.Baris {
			if b.Kode == kode {
				subUnit, sumber = b.SubUnit, b.Sumber
			}
		}
	}
	return subUnit, sumber
}

func (h *harness) subUnit(opd string, tahun int, kode string) string {
	s, _ := h.barisAnggaran(opd, tahun, kode)
	return s
}

func (h *harness) sumber(opd string, tahun int, kode string) string {
	_, s := h.barisAnggaran(opd, tahun, kode)
	return s
}

// pembaca is somebody whose token the test has and who may read the agency.
func (h *harness) pembaca(opd string) string {
	for orang := range h.tokens {
		if status, _ := h.get(orang, "/v1/opd/"+opd); status == http.StatusOK {
			return orang
		}
	}
	h.t.Fatalf("nobody signed in may read %s", opd)
	return ""
}

// berubah checks that what depends on the new figures is not what it was.
func (h *harness) berubah(dulu, kini wire.Capaian, ids []string, kode string) {
	h.t.Helper()
	lama := map[string]wire.HasilIndikator{}
	for _, i := range dulu.Indikator {
		lama[i.ID] = i
	}
	for _, i := range kini.Indikator {
		if memuat(ids, i.ID) && *i.Realisasi == *lama[i.ID].Realisasi {
			h.t.Errorf("realisasi of %s: still %s", i.ID, *i.Realisasi)
		}
	}
	puncak := func(c wire.Capaian) string { return *c.Anggaran[0].Realisasi }
	if puncak(dulu) == puncak(kini) {
		h.t.Errorf("realisasi of the whole agency: still %s after a change of %s", puncak(kini), kode)
	}
	sama := true
	for n, s := range kini.Sasaran {
		sama = sama && s.RataCapaianTampil == dulu.Sasaran[n].RataCapaianTampil
	}
	if sama {
		h.t.Error("means of all sasaran: still what they were")
	}
}

// berkasMemuat asks for both files and looks for the new figures in the rows that
// they belong to.
func (h *harness) berkasMemuat(orang, opd string, tahun int, c wire.Capaian, ids []string, kode string) {
	h.t.Helper()
	baris := barisXLSX(h.t, h.unduh(orang, opd, tahun, "xlsx"))
	halaman := barisHTML(h.t, h.unduh(orang, opd, tahun, "html"))
	cari := func(nama string, angka ...string) {
		h.t.Helper()
		for what, rows := range map[string][][]string{"XLSX": baris, "HTML": halaman} {
			if !adaBaris(rows, nama, angka) {
				h.t.Errorf("%s: no row of “%s” with %v", what, nama, angka)
			}
		}
	}
	for _, i := range c.Indikator {
		if memuat(ids, i.ID) {
			cari(i.Nama, i.CapaianTampil)
		}
	}
	for _, b := range c.Anggaran {
		if b.Kode == kode || b.Kode == c.Anggaran[0].Kode {
			cari(b.Nama, rupiahTampil(h.t, *b.Realisasi), b.CapaianTampil)
		}
	}
	for _, s := range c.Sasaran {
		if s.TingkatEfisiensi != nil {
			cari(s.Nama, s.RataCapaianTampil, s.TingkatEfisiensiTampil)
		}
	}
}

func rupiahTampil(t testing.TB, s string) string {
	t.Helper()
	d, err := locale.ParseCanonical(s)
	if err != nil {
		t.Fatal(err)
	}
	return locale.Angka(d, 2)
}

// unduh asks for a report, waits for it and downloads it by its link.
func (h *harness) unduh(orang, opd string, tahun int, format string) []byte {
	h.t.Helper()
	base := alamatTahun(opd, tahun) + "/laporan"
	status, body := h.send(orang, "POST", base, nil, map[string]string{"jenis": "lkjip", "periode": "TW4", "format": format})
	var l struct {
		ID, Status, Galat string
		Tautan            *string
	}
	if status != http.StatusAccepted || json.Unmarshal(body, &l) != nil {
		h.t.Fatalf("request of %s: got status %d: %s", format, status, body)
	}
	h.until("report", func() bool {
		h.read(orang, base+"/"+l.ID, &l)
		if l.Status == "gagal" {
			h.t.Fatalf("report %s failed: %s", format, l.Galat)
		}
		return l.Tautan != nil
	})
	res, err := http.Get(*l.Tautan)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	var out bytes.Buffer
	if _, err := out.ReadFrom(res.Body); err != nil || res.StatusCode != http.StatusOK {
		h.t.Fatalf("download: got status %d, %v", res.StatusCode, err)
	}
	return out.Bytes()
}

// barisXLSX are the rows of all sheets, numbers as they are stored.
func barisXLSX(t testing.TB, b []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rows...)
	}
	return out
}

func barisHTML(t testing.TB, b []byte) [][]string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" {
			continue
		}
		var row []string
		for c := range n.ChildNodes() {
			if c.Type == html.ElementNode {
				row = append(row, strings.TrimSpace(teksNode(c)))
			}
		}
		out = append(out, row)
	}
	return out
}

// adaBaris finds a row that names nama and has all the figures; a percent sign does
// not matter.
func adaBaris(rows [][]string, nama string, angka []string) bool {
	for _, row := range rows {
		n := 0
		for _, a := range angka {
			for _, cell := range row {
				cell, _, _ = strings.Cut(cell, " (") // "62,67% (3 dari 4)"
				if samaAngka(strings.TrimSpace(strings.TrimSuffix(cell, "%")), a) {
					n++
					break
				}
			}
		}
		if n < len(angka) {
			continue
		}
		for _, cell := range row {
			if strings.EqualFold(strings.TrimSpace(cell), nama) {
				return true
			}
		}
	}
	return false
}

// samaAngka compares a cell, as printed in Indonesian or as a sheet stores it, with a
// printed figure.
func samaAngka(cell, printed string) bool {
	if cell == printed {
		return true
	}
	a, err := locale.ParseCanonical(cell)
	if err != nil {
		return false
	}
	b, err := locale.ParseCanonical(titik(printed))
	return err == nil && a.Equal(b)
}

func teksHalaman(t testing.TB, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(teksNode(doc)), " ")
}

func memuat(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

package arsip

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// berkas is a member of an archive that a test makes.
type berkas struct {
	nama, jenis string
	isi         []byte
}

// bongkar takes an archive apart.
func bongkar(t testing.TB, b []byte) (manifest, []berkas) {
	t.Helper()
	a := buka(t, b)
	var out []berkas
	for _, g := range a.m.Anggota {
		body, err := a.baca(ctx, g)
		must(t, "read", err)
		out = append(out, berkas{g.Nama, g.JenisIsi, body})
	}
	return a.m, out
}

// rakit makes an archive of members, with a manifest that is true unless ubah alters it.
func rakit(t testing.TB, m manifest, list []berkas, ubah func(m map[string]any)) []byte {
	t.Helper()
	m.Anggota = nil
	for _, f := range list {
		sum := sha256.Sum256(f.isi)
		m.Anggota = append(m.Anggota, anggota{f.nama, int64(len(f.isi)), hex.EncodeToString(sum[:]), f.jenis})
	}
	var loose map[string]any
	b, err := json.Marshal(m)
	must(t, "manifest", err)
	must(t, "manifest", json.Unmarshal(b, &loose))
	if ubah != nil {
		ubah(loose)
	}
	b, err = json.Marshal(loose)
	must(t, "manifest", err)
	return kemas(t, append(list, berkas{nama: namaManifest, isi: b}))
}

func kemas(t testing.TB, list []berkas) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range list {
		w, err := z.Create(f.nama)
		must(t, "zip", err)
		_, err = w.Write(f.isi)
		must(t, "zip", err)
	}
	must(t, "zip", z.Close())
	return out.Bytes()
}

// pindahkan rewrites what a partition holds, under a chain that fits: a liar who knows the
// format.
func pindahkan(t testing.TB, p store.Partition, index string, items ...store.Item) []berkas {
	t.Helper()
	e := store.Seal(p, store.Audit{Waktu: dibuat, Perintah: "X"}, 1, "")
	s := store.Snapshot{Meta: store.Meta{Partition: p, Versi: 1, Head: e.Hash, Index: index}, Items: items}
	var isi bytes.Buffer
	must(t, "isi", tulisIsi(&isi, s))
	line, err := tulisEntri(e)
	must(t, "audit", err)
	return []berkas{{nama: isiDari(p), isi: isi.Bytes()}, {nama: auditDari(p), isi: append(line, '\n')}}
}

func baris1(k store.Key, v any) store.Item {
	return store.Item{Key: k, Versi: 1, Data: record.Encode(v)}
}

// ganti1 replaces members of the same names and adds the others.
func ganti1(list []berkas, baru ...berkas) []berkas {
	out := slices.Clone(list)
	for _, b := range baru {
		if i := slices.IndexFunc(out, func(f berkas) bool { return f.nama == b.nama }); i >= 0 {
			out[i] = b
		} else {
			out = append(out, b)
		}
	}
	return out
}

func tanpa(list []berkas, nama string) []berkas {
	return slices.DeleteFunc(slices.Clone(list), func(f berkas) bool { return f.nama == nama })
}

func isiDariNama(list []berkas, nama string) []byte {
	return list[slices.IndexFunc(list, func(f berkas) bool { return f.nama == nama })].isi
}

// TestHostile: an archive that no Export wrote is refused, whatever is wrong, before
// anything is written.
func TestHostile(t *testing.T) {
	const opd, kab = servicetest.OPD, "contoh"
	good := ekspor1(t, dari(hidup(t)), opd)
	m, list := bongkar(t, good)
	own := store.OPD(opd)
	audit := auditDari(store.TahunOPD(opd, 2025))
	isi2025 := isiDari(store.TahunOPD(opd, 2025))
	var objek berkas
	for _, f := range list {
		if strings.HasPrefix(f.nama, awalObjek) {
			objek = f
		}
	}
	withOrang := func(o wire.Orang) []berkas {
		return ganti1(list, pindahkan(t, store.Orang(o.Sub), store.IndexOrang(kab), baris1(record.KeyOrang(), o))...)
	}
	orang := wire.Orang{Sub: "kepala-contoh", Nama: "K", Peran: sakip.Kepala, Kabupaten: kab, OPD: opd}
	but := func(ubah func(o *wire.Orang)) []berkas {
		o := orang
		ubah(&o)
		return withOrang(o)
	}
	alter := func(nama, from, to string) []berkas {
		b := isiDariNama(list, nama)
		if !bytes.Contains(b, []byte(from)) {
			t.Fatalf("%s has no %q", nama, from)
		}
		return ganti1(list, berkas{nama: nama, isi: bytes.Replace(b, []byte(from), []byte(to), 1)})
	}
	chain := bytes.SplitAfter(isiDariNama(list, audit), []byte("\n"))
	lines := func(l ...[]byte) []berkas { return ganti1(list, berkas{nama: audit, isi: bytes.Join(l, nil)}) }
	set := func(name string, v any) func(map[string]any) { return func(m map[string]any) { m[name] = v } }
	member := func(change func(first map[string]any)) func(map[string]any) {
		return func(m map[string]any) { change(m["anggota"].([]any)[0].(map[string]any)) }
	}
	cases := []struct {
		name string
		b    []byte
		want string // part of what people read
	}{
		{"nothing", nil, "bukan arsip"},
		{"no zip", []byte("PK\x03\x04 and so on"), "bukan arsip"},
		{"cut short", good[:len(good)-100], "bukan arsip"},
		{"a byte lost", slices.Delete(slices.Clone(good), 1000, 1001), ""},
		{"a bit turned", turned(good), "tidak sama dengan manifest.json"},
		{"no manifest", kemas(t, list), "tidak ada manifest.json"},
		{"manifest no JSON", kemas(t, append(slices.Clone(list), berkas{nama: namaManifest, isi: []byte("{")})), "tidak dapat dibaca"},
		{"manifest twice", kemas(t, []berkas{{nama: namaManifest, isi: []byte("{}")}, {nama: namaManifest, isi: []byte("{}")}}), "ada dua"},
		{"future format", rakit(t, m, list, set("format", Format+1)), "lebih baru"},
		{"future engine", rakit(t, m, list, set("mesin", sakip.VersiMesin+1)), "lebih baru"},
		{"no format", rakit(t, m, list, set("format", 0)), "tidak dapat dibaca"},
		{"unknown field", rakit(t, m, list, set("lain", 1)), "tidak dapat dibaca"},
		{"bad agency", rakit(t, m, list, set("opd", "a#b")), "tidak sah"},
		{"bad kabupaten", rakit(t, m, list, set("kabupaten", map[string]any{"id": "", "nama": "X"})), "tidak sah"},
		{"other agency", rakit(t, m, list, set("opd", "lain")), "bukan milik"},
		{"other kabupaten", rakit(t, m, list, set("kabupaten", map[string]any{"id": "lain", "nama": "Lain"})), "terdaftar di tempat lain"},
		{"wrong hash", rakit(t, m, list, member(func(f map[string]any) { f["sha256"] = strings.Repeat("0", 64) })), "tidak sama dengan manifest.json"},
		{"wrong size", rakit(t, m, list, member(func(f map[string]any) { f["ukuran"] = 7 })), "ukuran"},
		{"negative size", rakit(t, m, list, member(func(f map[string]any) { f["ukuran"] = -1 })), "ukuran"},
		{"member twice in the manifest", rakit(t, m, list, func(m map[string]any) { m["anggota"] = append(m["anggota"].([]any), m["anggota"].([]any)[0]) }), "dua kali"},
		{"member missing", rakit(t, m, list, func(m map[string]any) {
			m["anggota"] = append(m["anggota"].([]any), map[string]any{"nama": "objek/laporan/" + opd + "/x", "ukuran": 0, "sha256": ""})
		}), "tidak ada"},
		{"member that the manifest does not name", kemas(t, append(slices.Clone(list), berkas{nama: "lain.txt"}, berkas{nama: namaManifest, isi: trueManifest(t, m, list)})), "tidak disebut"},
		{"partition without its chain", rakit(t, m, tanpa(list, audit), nil), "rantai audit"},
		{"chain without its partition", rakit(t, m, tanpa(list, isi2025), nil), "tidak disebut manifest.json"},
		{"no agency", rakit(t, m, tanpa(tanpa(list, isiDari(own)), auditDari(own)), nil), "profil"},
		{"record's object missing", rakit(t, m, tanpa(list, objek.nama), nil), "disebut"},
		{"object that no record names", rakit(t, m, ganti1(list, berkas{"objek/laporan/" + opd + "/2025/lain", "text/html", nil}), nil), "tidak disebut catatan"},
		{"object of another agency", rakit(t, m, ganti1(list, berkas{"objek/laporan/lain/2025/lain", "text/html", nil}), nil), "bukan milik"},
		{"object out of the folder", rakit(t, m, ganti1(list, berkas{"objek/laporan/" + opd + "/../../x", "text/html", nil}), nil), "bukan milik"},
		{"absolute path", rakit(t, m, ganti1(list, berkas{"/etc/passwd", "text/html", nil}), nil), "bukan milik"},
		{"parent path", rakit(t, m, ganti1(list, berkas{"../../rahasia", "text/html", nil}), nil), "bukan milik"},
		{"bad content type", rakit(t, m, ganti1(list, berkas{objek.nama, "x\r\ny", objek.isi}), nil), "jenis isi"},
		{"another agency's year", rakit(t, m, ganti1(list, pindahkan(t, store.TahunOPD("lain", 2025), store.IndexTahun("lain"))...), nil), "bukan milik"},
		{"another agency", rakit(t, m, ganti1(list, pindahkan(t, store.OPD("lain"), store.IndexOPD(kab))...), nil), "bukan milik"},
		{"a kabupaten", rakit(t, m, ganti1(list, pindahkan(t, store.Kabupaten(kab), store.IndexKabupaten())...), nil), "bukan milik"},
		{"an idempotency record", rakit(t, m, ganti1(list, pindahkan(t, "IDEM#x", "")...), nil), "bukan milik"},
		{"a year in another spelling", rakit(t, m, ganti1(list, pindahkan(t, "OPD#"+opd+"#T#+2025", store.IndexTahun(opd))...), nil), "bukan milik"},
		{"link under no hash", rakit(t, m, ganti1(list, pindahkan(t, "TAUTAN#x", store.IndexTautan(opd))...), nil), "bukan milik"},
		{"link of another agency", rakit(t, m, ganti1(list, pindahkan(t, store.Tautan(strings.Repeat("a", 64)), store.IndexTautan(opd),
			baris1(record.KeyTautan(), wire.Tautan{Hash: strings.Repeat("a", 64), OPD: "lain"}))...), nil), "bukan milik"},
		{"report of another agency", rakit(t, m, ganti1(list, pindahkan(t, store.Laporan(opd, 2024), store.IndexLaporan(kab),
			baris1(record.KeyLaporan("L"), wire.Laporan{ID: "L", OPD: "lain", Tahun: 2024}))...), nil), "bukan milik"},
		{"evaluation of another agency", rakit(t, m, ganti1(list, pindahkan(t, store.LKE(opd, 2024), store.IndexLKE(opd),
			baris1(record.KeyLKE(), wire.LKE{OPD: "lain", Tahun: 2024}))...), nil), "bukan milik"},
		{"evaluation of another year", rakit(t, m, ganti1(list, pindahkan(t, store.LKE(opd, 2024), store.IndexLKE(opd),
			baris1(record.KeyLKE(), wire.LKE{OPD: opd, Tahun: 2023}))...), nil), "bukan milik"},
		{"publication of another agency", rakit(t, m, ganti1(list, pindahkan(t, store.Terbitan("lain"), store.IndexTerbit(kab))...), nil), "bukan milik"},
		{"publication that says so", rakit(t, m, ganti1(list, pindahkan(t, store.Terbitan(opd), store.IndexTerbit(kab),
			baris1(record.KeyTerbitan("P"), wire.Terbitan{Paket: "P", OPD: "lain", Kabupaten: kab}))...), nil), "bukan milik"},
		{"publication of another kabupaten", rakit(t, m, ganti1(list, pindahkan(t, store.Terbitan(opd), store.IndexTerbit(kab), baris1(record.KeyDaftar(), wire.DaftarTerbitan{OPD: opd, Kabupaten: "lain"}))...), nil), "bukan milik"},
		{"file of another agency", rakit(t, m, ganti1(list, pindahkan(t, store.Hash(strings.Repeat("a", 64)), store.IndexHash(opd),
			baris1(record.KeyBerkas("P"), wire.BerkasDikenal{SHA256: strings.Repeat("a", 64), OPD: "lain", Paket: "P"}))...), nil), "bukan milik"},
		{"file under another hash", rakit(t, m, ganti1(list, pindahkan(t, store.Hash(strings.Repeat("a", 64)), store.IndexHash(opd),
			baris1(record.KeyBerkas("P"), wire.BerkasDikenal{SHA256: strings.Repeat("b", 64), OPD: opd, Paket: "P"}))...), nil), "bukan milik"},
		{"file under no hash", rakit(t, m, ganti1(list, pindahkan(t, "HASH#x", store.IndexHash(opd))...), nil), "bukan milik"},
		{"listed under another kabupaten", rakit(t, m, ganti1(list, pindahkan(t, store.Orang("kepala-contoh"), store.IndexOrang("lain"), baris1(record.KeyOrang(), orang))...), nil), "terdaftar"},
		{"person made an admin", rakit(t, m, but(func(o *wire.Orang) { o.Peran = sakip.Admin }), nil), "bukan milik"},
		{"admin of the kabupaten", rakit(t, m, but(func(o *wire.Orang) { o.Peran, o.OPD = sakip.Admin, "" }), nil), "bukan milik"},
		{"person of another agency", rakit(t, m, but(func(o *wire.Orang) { o.OPD = "lain" }), nil), "bukan milik"},
		{"person of another kabupaten", rakit(t, m, but(func(o *wire.Orang) { o.Kabupaten = "lain" }), nil), "bukan milik"},
		{"another person", rakit(t, m, ganti1(list, pindahkan(t, store.Orang("kepala-contoh"), store.IndexOrang(kab), baris1(record.KeyOrang(), wire.Orang{Sub: "x", Nama: "K", Peran: sakip.Kepala, Kabupaten: kab, OPD: opd}))...), nil), "bukan milik"},
		{"person with a field more", rakit(t, m, ganti1(list, pindahkan(t, store.Orang("kepala-contoh"), store.IndexOrang(kab), baris1(record.KeyOrang(), map[string]any{"sub": "kepala-contoh", "hak": "semua"}))...), nil), "bukan milik"},
		{"profile of another kabupaten", rakit(t, m, ganti1(list, pindahkan(t, own, store.IndexOPD(kab), baris1(record.KeyProfil(), wire.OPD{ID: opd, Kabupaten: "lain", Nama: "X", Zona: "WIB"}))...), nil), "bukan milik"},
		{"no profile", rakit(t, m, ganti1(list, pindahkan(t, own, store.IndexOPD(kab))...), nil), "bukan milik"},
		{"value altered in the chain", rakit(t, m, alter(audit, `"6.50"`, `"9.50"`), nil), "putus"},
		{"entry left out", rakit(t, m, lines(append(slices.Clone(chain[:1]), chain[2:]...)...), nil), "putus"},
		{"entries exchanged", rakit(t, m, lines(append([][]byte{chain[1], chain[0]}, chain[2:]...)...), nil), "putus"},
		{"last entry left out", rakit(t, m, lines(chain[:len(chain)-2]...), nil), "putus"},
		{"no entry", rakit(t, m, lines(), nil), "putus"},
		{"entry too many", rakit(t, m, lines(append(slices.Clone(chain), chain[0])...), nil), "putus"},
		{"line no JSON", rakit(t, m, lines([]byte("x\n")), nil), "tidak dapat dibaca"},
		{"empty lines", rakit(t, m, lines([]byte("\n\n")), nil), "tidak dapat dibaca"},
		{"isi no JSON", rakit(t, m, ganti1(list, berkas{nama: isi2025, isi: []byte("[]")}), nil), "tidak dapat dibaca"},
		{"isi with more behind", rakit(t, m, ganti1(list, berkas{nama: isi2025, isi: append(slices.Clone(isiDariNama(list, isi2025)), '{')}), nil), "tidak dapat dibaca"},
		{"isi of another partition", rakit(t, m, ganti1(list, berkas{nama: isi2025, isi: isiDariNama(list, isiDari(store.TahunOPD(opd, 2024)))}), nil), "tidak dapat dibaca"},
		{"item after META", rakit(t, m, alter(isiDari(own), `"baris":"PROFIL","versi":1`, `"baris":"PROFIL","versi":99`), nil), "tidak mungkin"},
		{"another head", rakit(t, m, alter(isi2025, `"hash":"`, `"hash":"0`), nil), "putus"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := Open(bytes.NewReader(c.b), int64(len(c.b)))
			if err == nil {
				p := kosong(t)
				count := &putus{}
				_, err = a.Import(ctx, count.tujuan(p), opsi)
				if k, errKab := p.Meta(ctx, store.Kabupaten(kab)); count.n != 0 || errKab != nil || k.Versi != 0 {
					t.Errorf("got %d writes, want none", count.n)
				}
			}
			if fault.CodeOf(err) != fault.Invalid || !strings.Contains(sebab(err), c.want) {
				t.Errorf("got %v, want %s that says %q", err, fault.Invalid, c.want)
			}
		})
	}
	// The same tools make archives that are taken.
	for name, b := range map[string][]byte{"repacked": rakit(t, m, list, nil), "one person changed": rakit(t, m, withOrang(orang), nil)} {
		if r := impor(t, kosong(t), b); r.OPD != opd {
			t.Errorf("%s: got %+v, want it taken", name, r)
		}
	}
}

func trueManifest(t testing.TB, m manifest, list []berkas) []byte {
	t.Helper()
	return isiDariNama(unzip(t, rakit(t, m, list, nil)), namaManifest)
}

func unzip(t testing.TB, b []byte) (out []berkas) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	must(t, "zip", err)
	for _, f := range z.File {
		r, err := f.Open()
		must(t, "zip", err)
		body, err := io.ReadAll(r)
		must(t, "zip", err)
		out = append(out, berkas{nama: f.Name, isi: body})
	}
	return out
}

// turned has a bit turned in the middle of the first member's bytes.
func turned(b []byte) []byte {
	out := slices.Clone(b)
	start := 30 + int(binary.LittleEndian.Uint16(b[26:])) + int(binary.LittleEndian.Uint16(b[28:]))
	out[start+40] ^= 1
	return out
}

// TestBombs: what unpacks into far more than an archive may have is refused with little
// memory taken.
func TestBombs(t *testing.T) {
	const opd = servicetest.OPD
	m, list := bongkar(t, ekspor1(t, dari(servicetest.Seeded(t)), opd))
	isi, audit := isiDari(store.TahunOPD(opd, 2025)), auditDari(store.TahunOPD(opd, 2025))
	zeros := func(n int) []byte { return bytes.Repeat([]byte(" "), n) }
	many := func(n int) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for i := range n {
			_, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf("%0200d", i)})
			must(t, "zip", err)
		}
		must(t, "zip", z.Close())
		return out.Bytes()
	}
	said := func(b []byte, nama string, size uint32) []byte { // the directory's word for a member's size
		i := bytes.LastIndex(b, []byte(nama)) - 46
		binary.LittleEndian.PutUint32(b[i+24:], size)
		return b
	}
	claim := func(nama string, size int) []byte { // and the manifest's
		return said(rakit(t, m, list, func(m map[string]any) {
			for _, g := range m["anggota"].([]any) {
				if g := g.(map[string]any); g["nama"] == nama {
					g["ukuran"] = size
				}
			}
		}), nama, uint32(size))
	}
	objek := "objek/laporan/" + opd + "/2025/x"
	list = append(list, berkas{objek, "text/html", nil})
	big := zeros(80 << 20)
	for _, c := range []struct {
		name string
		b    []byte
	}{
		{"isi", claim(isi, maxIsi+1)},
		{"object", claim(objek, maxObjek+1)},
		{"isi that is said to be small", said(rakit(t, m, ganti1(list, berkas{nama: isi, isi: big}), nil), isi, 100)},
		{"audit line", rakit(t, m, ganti1(tanpa(list, objek), berkas{nama: audit, isi: big}), nil)},
		{"manifest", kemas(t, []berkas{{nama: namaManifest, isi: big}})},
		{"manifest that is said to be small", said(kemas(t, []berkas{{nama: namaManifest, isi: big}}), namaManifest, 10)},
		{"directory", many(100_000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			a, err := Open(bytes.NewReader(c.b), int64(len(c.b)))
			if err == nil {
				_, err = a.Verify(ctx)
			}
			runtime.ReadMemStats(&after)
			if fault.CodeOf(err) != fault.Invalid {
				t.Errorf("got %v, want %s", err, fault.Invalid)
			}
			// All that was ever taken, freed or not: reading a manifest at its limit doubles up to it.
			if taken := after.TotalAlloc - before.TotalAlloc; taken > 200<<20 {
				t.Errorf("got %d MB taken for %d KB, want at most 200 MB", taken>>20, len(c.b)>>10)
			}
		})
	}
}

// TestData: bytes come back as they were, and JSON stays JSON where that is the same.
func TestData(t *testing.T) {
	for _, c := range []struct {
		in   string
		json bool
	}{
		{`{"a":"<1>&\u2028é"}`, true}, {`null`, true}, {`99.40`, true}, {`"x"`, true}, {`{"a":1,"a":2}`, true},
		{``, false}, {` 1`, false}, {`{"a": 1}`, false}, {"{\n}", false}, {`{`, false}, {"\xff\x00", false}, {"\"\xff\"", false},
	} {
		d := dataDari([]byte(c.in))
		line, err := tulisJSON(baris{data: d})
		must(t, "write", err)
		var back baris
		must(t, "read", urai(line, &back))
		if string(back.isi()) != c.in || (back.JSON != nil) != c.json {
			t.Errorf("%q: got %q as JSON %v (%s), want JSON %v", c.in, back.isi(), back.JSON != nil, line, c.json)
		}
	}
}

// kecil is a small archive that Verify takes, and what it is made of.
func kecil(t testing.TB) (manifest, []berkas) {
	t.Helper()
	const opd, kab = servicetest.OPD, "contoh"
	list := pindahkan(t, store.OPD(opd), store.IndexOPD(kab), baris1(record.KeyProfil(), wire.OPD{ID: opd, Kabupaten: kab, Nama: "X", Zona: "WIB"}))
	list = append(list, pindahkan(t, store.Orang("u"), store.IndexOrang(kab), baris1(record.KeyOrang(), wire.Orang{Sub: "u", Nama: "U", Peran: sakip.Kepala, Kabupaten: kab, OPD: opd}))...)
	list = append(list, pindahkan(t, store.Laporan(opd, 2025), store.IndexLaporan(kab), baris1(record.KeyLaporan("L"), wire.Laporan{ID: "L", OPD: opd, Tahun: 2025, Objek: "laporan/" + opd + "/L"}))...)
	list = append(list, berkas{"objek/laporan/" + opd + "/L", "text/html", []byte("<p>")})
	return manifest{Format: Format, OPD: opd, Kabupaten: wire.Kabupaten{ID: kab, Nama: "Contoh"}, Dibuat: dibuat, Mesin: sakip.VersiMesin}, list
}

// FuzzOpen reads whatever is called an archive.
func FuzzOpen(f *testing.F) {
	m, list := kecil(f)
	good := rakit(f, m, list, nil)
	if _, err := buka(f, good).Verify(ctx); err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add(turned(good))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Open(bytes.NewReader(b), int64(len(b)))
		if err == nil {
			_, err = a.Verify(ctx)
		}
		if code := fault.CodeOf(err); err != nil && code != fault.Invalid && code != fault.TooLarge {
			t.Errorf("got %v, want success or %s", err, fault.Invalid)
		}
	})
}

// FuzzPartisi reads whatever lies in a partition's members, with a manifest that fits.
// What Verify takes a store takes too, and gives back.
func FuzzPartisi(f *testing.F) {
	m, list := kecil(f)
	own := store.OPD(m.OPD)
	f.Add(isiDariNama(list, isiDari(own)), isiDariNama(list, auditDari(own)))
	bare := pindahkan(f, own, "")
	f.Add(bare[0].isi, bare[1].isi)
	f.Fuzz(func(t *testing.T, isi, audit []byte) {
		b := rakit(t, m, []berkas{{nama: isiDari(own), isi: isi}, {nama: auditDari(own), isi: audit}}, nil)
		a := buka(t, b)
		if _, err := a.Verify(ctx); err != nil {
			if code := fault.CodeOf(err); code != fault.Invalid && code != fault.TooLarge {
				t.Errorf("got %v, want success or %s", err, fault.Invalid)
			}
			return
		}
		p := kosong(t)
		impor(t, p, b)
		want, err := a.snapshot(ctx, own)
		must(t, "read", err)
		got, err := p.Load(ctx, own)
		if err != nil || got.Fingerprint() != want.Fingerprint() {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	})
}

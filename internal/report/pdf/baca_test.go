package pdf_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// terbaca is a file as a reader of its structure sees it, by another program's parser.
type terbaca struct {
	t       *testing.T
	x       *model.XRefTable
	katalog types.Dict
	halaman []*halaman
	akar    *simpul
}

// halaman is a page: the text of its marked content by number, and of its artifacts.
type halaman struct {
	nomor  int // object
	kamus  types.Dict
	teks   map[int]string
	jenis  map[int]string // tag of the marked content
	hiasan string
}

// simpul is an element of the structure tree.
type simpul struct {
	jenis string
	kamus types.Dict
	nomor int // object
	induk *simpul
	anak  []*simpul
	teks  string // its own and that of all below, in order
	milik string // its own
	objr  []int  // annotations
}

// semua lists an element and all below of a kind, "" for any.
func (s *simpul) semua(jenis string) []*simpul {
	var out []*simpul
	if jenis == "" || s.jenis == jenis {
		out = append(out, s)
	}
	for _, a := range s.anak {
		out = append(out, a.semua(jenis)...)
	}
	return out
}

// atribut is an entry of the element's attributes.
func (s *simpul) atribut(nama string) types.Object {
	d, _ := s.kamus["A"].(types.Dict)
	return d[nama]
}

// baca reads a file and checks on the way that every piece of content has one owner, and
// that the tree of parents says so too.
func baca(t *testing.T, isi []byte) *terbaca {
	t.Helper()
	api.DisableConfigDir()
	ctx, err := api.ReadContext(bytes.NewReader(isi), model.NewDefaultConfiguration())
	if err != nil {
		t.Fatal(err)
	}
	b := &terbaca{t: t, x: ctx.XRefTable}
	katalog, err := ctx.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	b.katalog = katalog
	pages := b.dict(katalog["Pages"])
	for _, k := range b.array(pages["Kids"]) {
		b.halaman = append(b.halaman, b.bacaHalaman(k))
	}
	st := b.dict(katalog["StructTreeRoot"])
	milik := map[[2]int]int{} // page object, MCID → element
	b.akar = b.bacaUnsur(st["K"], nil, milik)
	b.periksaInduk(st, milik)
	return b
}

func (b *terbaca) deref(o types.Object) types.Object {
	b.t.Helper()
	v, err := b.x.Dereference(o)
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

func (b *terbaca) dict(o types.Object) types.Dict {
	b.t.Helper()
	switch d := b.deref(o).(type) {
	case types.Dict:
		return d
	case types.StreamDict:
		return d.Dict
	}
	b.t.Fatalf("got %T, want a dictionary", b.deref(o))
	return nil
}

func (b *terbaca) array(o types.Object) types.Array {
	b.t.Helper()
	if o == nil {
		return nil
	}
	a, ok := b.deref(o).(types.Array)
	if !ok {
		b.t.Fatalf("got %T, want an array", b.deref(o))
	}
	return a
}

func (b *terbaca) aliran(o types.Object) []byte {
	b.t.Helper()
	s, ok := b.deref(o).(types.StreamDict)
	if !ok {
		b.t.Fatalf("got %T, want a stream", b.deref(o))
	}
	if err := s.Decode(); err != nil {
		b.t.Fatal(err)
	}
	return s.Content
}

// string is a text string.
func (b *terbaca) string(o types.Object) string {
	b.t.Helper()
	switch s := b.deref(o).(type) {
	case types.StringLiteral:
		return string(s)
	case types.HexLiteral:
		h, err := s.Bytes()
		if err != nil || !bytes.HasPrefix(h, []byte{0xfe, 0xff}) {
			b.t.Fatalf("string %v: %v", s, err)
		}
		return utf16Teks(h[2:])
	}
	return ""
}

func utf16Teks(h []byte) string {
	var u []uint16
	for i := 0; i+1 < len(h); i += 2 {
		u = append(u, uint16(h[i])<<8|uint16(h[i+1]))
	}
	return string(utf16.Decode(u))
}

func nomorObjek(o types.Object) int {
	if r, ok := o.(types.IndirectRef); ok {
		return int(r.ObjectNumber)
	}
	return 0
}

func angka(o types.Object) int {
	if n, ok := o.(types.Integer); ok {
		return int(n)
	}
	return 0
}

func (b *terbaca) bacaHalaman(o types.Object) *halaman {
	b.t.Helper()
	h := &halaman{nomor: nomorObjek(o), kamus: b.dict(o), teks: map[int]string{}, jenis: map[int]string{}}
	fon := map[string]map[int]string{}
	for nama, f := range b.dict(b.dict(h.kamus["Resources"])["Font"]) {
		fon[nama] = bacaUnicode(string(b.aliran(b.dict(f)["ToUnicode"])))
	}
	type tingkat struct {
		mcid    int
		hias    bool
		diganti bool // an ActualText stands for it
	}
	var tumpuk []tingkat
	var operan []string
	kini := map[int]string(nil)
	isi := map[int]*strings.Builder{}
	var hiasan, polos strings.Builder
	tulis := func(s string) {
		for _, x := range slices.Backward(tumpuk) {
			switch {
			case x.diganti:
				return
			case x.hias:
				hiasan.WriteString(s)
				return
			case x.mcid >= 0:
				isi[x.mcid].WriteString(s)
				return
			}
		}
		polos.WriteString(s)
	}
	for _, k := range kata(string(b.aliran(h.kamus["Contents"]))) {
		switch k {
		case "Tf":
			kini = fon[strings.TrimPrefix(operan[0], "/")]
			if kini == nil {
				b.t.Errorf("page %d: unknown font %s", len(b.halaman), operan[0])
			}
		case "BMC", "BDC":
			x := tingkat{mcid: -1, hias: operan[0] == "/Artifact"}
			for i, o := range operan {
				switch o {
				case "/MCID":
					x.mcid, _ = strconv.Atoi(operan[i+1])
					if _, ada := h.jenis[x.mcid]; ada {
						b.t.Errorf("page %d: MCID %d is used twice", len(b.halaman), x.mcid)
					}
					h.jenis[x.mcid] = strings.TrimPrefix(operan[0], "/")
					isi[x.mcid] = &strings.Builder{}
				case "/ActualText":
					heks, _ := types.HexLiteral(strings.Trim(operan[i+1], "<>")).Bytes()
					tulis(utf16Teks(heks[2:]))
					x.diganti = true
				}
			}
			if x.mcid >= 0 && len(tumpuk) > 0 {
				b.t.Errorf("page %d: MCID %d inside of other content", len(b.halaman), x.mcid)
			}
			tumpuk = append(tumpuk, x)
		case "EMC":
			tumpuk = tumpuk[:len(tumpuk)-1]
		case "TJ":
			for _, o := range operan {
				if !strings.HasPrefix(o, "<") {
					continue
				}
				heks, err := types.HexLiteral(strings.Trim(o, "<>")).Bytes()
				if err != nil {
					b.t.Fatal(err)
				}
				for i := 0; i < len(heks); i += 2 {
					cid := int(heks[i])<<8 | int(heks[i+1])
					s, ada := kini[cid]
					if !ada || cid == 0 {
						b.t.Errorf("page %d: glyph %d says nothing", len(b.halaman), cid)
					}
					tulis(s)
				}
			}
		case "re", "f", "S", "B":
			if len(tumpuk) == 0 {
				b.t.Errorf("page %d: drawing in no content", len(b.halaman))
			}
		}
		if operator(k) {
			operan = nil
		} else {
			operan = append(operan, k)
		}
	}
	if len(tumpuk) > 0 {
		b.t.Errorf("page %d: %d contents are open", len(b.halaman), len(tumpuk))
	}
	if polos.Len() > 0 {
		b.t.Errorf("page %d: text in no content: %q", len(b.halaman), polos.String())
	}
	for n, s := range isi {
		h.teks[n] = s.String()
	}
	h.hiasan = hiasan.String()
	return h
}

// operator tells operators from operands.
func operator(k string) bool { return k[0] >= 'a' && k[0] <= 'z' || k[0] >= 'A' && k[0] <= 'Z' }

// kata cuts a content stream into names, strings, numbers and operators; brackets are
// dropped.
func kata(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '<' && i+1 < len(s) && s[i+1] == '<', c == '>':
			i++
			if c == '<' {
				i++
			}
		case c <= ' ' || c == '[' || c == ']':
			i++
		case c == '<':
			n := strings.IndexByte(s[i:], '>')
			out = append(out, s[i:i+n+1])
			i += n + 1
		default:
			n := i + 1
			for n < len(s) && strings.IndexByte(" \n[]<>/", s[n]) < 0 {
				n++
			}
			out = append(out, s[i:n])
			i = n
		}
	}
	return out
}

// bacaUnicode reads a font's map from glyph numbers to text.
func bacaUnicode(s string) map[int]string {
	out := map[int]string{}
	for baris := range strings.Lines(s) {
		var a, u string
		if n, _ := fmt.Sscanf(strings.NewReplacer("<", "", ">", "").Replace(baris), "%4s %s", &a, &u); n == 2 && strings.HasPrefix(baris, "<") && !strings.Contains(baris, "FFFF>") {
			cid, err := strconv.ParseInt(a, 16, 32)
			if err != nil {
				continue
			}
			h, _ := types.HexLiteral(u).Bytes()
			out[int(cid)] = utf16Teks(h)
		}
	}
	return out
}

func (b *terbaca) bacaUnsur(o types.Object, induk *simpul, milik map[[2]int]int) *simpul {
	b.t.Helper()
	d := b.dict(o)
	s := &simpul{jenis: d["S"].(types.Name).Value(), kamus: d, nomor: nomorObjek(o), induk: induk}
	if induk != nil && nomorObjek(d["P"]) != induk.nomor {
		b.t.Errorf("%s: got the parent %v, want %d", s.jenis, d["P"], induk.nomor)
	}
	isi := func(pg types.Object, mcid int) {
		h := b.cariHalaman(nomorObjek(pg))
		kunci := [2]int{h.nomor, mcid}
		if _, ada := milik[kunci]; ada {
			b.t.Errorf("content %d of page object %d has two owners", mcid, h.nomor)
		}
		milik[kunci] = s.nomor
		teks, ada := h.teks[mcid]
		if !ada || h.jenis[mcid] != s.jenis {
			b.t.Errorf("%s: content %d of page object %d: got the tag %q", s.jenis, mcid, h.nomor, h.jenis[mcid])
		}
		s.teks += teks
		s.milik += teks
	}
	for _, k := range b.array(d["K"]) {
		if n, ok := k.(types.Integer); ok {
			isi(d["Pg"], int(n))
			continue
		}
		kd := b.dict(k)
		switch kd["Type"] {
		case types.Name("MCR"):
			isi(kd["Pg"], angka(kd["MCID"]))
		case types.Name("OBJR"):
			s.objr = append(s.objr, nomorObjek(kd["Obj"]))
		default:
			a := b.bacaUnsur(k, s, milik)
			s.anak = append(s.anak, a)
			s.teks += a.teks
		}
	}
	return s
}

func (b *terbaca) cariHalaman(nomor int) *halaman {
	for _, h := range b.halaman {
		if h.nomor == nomor {
			return h
		}
	}
	b.t.Fatalf("no page is object %d", nomor)
	return nil
}

// periksaInduk holds the tree of parents to the elements.
func (b *terbaca) periksaInduk(st types.Dict, milik map[[2]int]int) {
	b.t.Helper()
	nums := b.array(b.dict(st["ParentTree"])["Nums"])
	pohon := map[int]types.Object{}
	for i := 0; i+1 < len(nums); i += 2 {
		pohon[angka(nums[i])] = nums[i+1]
	}
	jumlah := 0
	for n, h := range b.halaman {
		pemilik := b.array(pohon[angka(h.kamus["StructParents"])])
		if len(pemilik) != len(h.teks) {
			b.t.Errorf("page %d: got %d parents, want %d", n, len(pemilik), len(h.teks))
		}
		for mcid, p := range pemilik {
			if got, want := nomorObjek(p), milik[[2]int{h.nomor, mcid}]; got != want {
				b.t.Errorf("page %d content %d: got the parent %d, want %d", n, mcid, got, want)
			}
		}
		jumlah += len(pemilik)
		for _, a := range b.array(h.kamus["Annots"]) {
			d := b.dict(a)
			p := b.dict(pohon[angka(d["StructParent"])])
			if p["S"] != types.Name("Link") || b.string(d["Contents"]) == "" || d["F"] != types.Integer(4) {
				b.t.Errorf("page %d: link %v: want an element Link, a text and to be printed", n, d)
			}
		}
	}
	if jumlah != len(milik) {
		b.t.Errorf("got %d contents with an owner, want %d", len(milik), jumlah)
	}
}

// rapat is text with one blank between words, divided words put together.
func rapat(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ReplaceAll(s, "\u00ad", ""), "\u00a0", " ")), " ")
}

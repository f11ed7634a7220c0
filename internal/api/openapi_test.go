package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// dokumen is the served description, valid with its examples.
func dokumen(t *testing.T) *openapi3.T {
	t.Helper()
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(loader.Context, openapi3.EnableExamplesValidation(), openapi3.EnableSchemaPatternValidation()); err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestRoutesAreDescribed holds the description to the routes, both ways, and the
// public ones to being open.
func TestRoutesAreDescribed(t *testing.T) {
	doc := dokumen(t)
	want := map[string]bool{} // route → open to anybody
	for _, r := range Routes() {
		want[r.Method+" "+r.Path] = false
	}
	for _, r := range PublikRoutes() {
		want[r.Method+" "+r.Path] = true
	}
	seen := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			route := method + " " + path
			publik, ok := want[route]
			if !ok {
				t.Errorf("%s: described, but there is no such route", route)
				continue
			}
			delete(want, route)
			if open := op.Security != nil && len(*op.Security) == 0; open != publik {
				t.Errorf("%s: got open %v, want %v", route, open, publik)
			}
			if op.Security != nil && len(*op.Security) > 0 {
				t.Errorf("%s: has a security of its own", route)
			}
			if op.OperationID == "" || seen[op.OperationID] {
				t.Errorf("%s: operationId %q is empty or taken", route, op.OperationID)
			}
			seen[op.OperationID] = true
			headersOf(t, route, method, item, op)
		}
	}
	for route := range want {
		t.Errorf("%s: not described", route)
	}
	if got := len(doc.Security); got != 1 {
		t.Errorf("default security: got %d requirements, want 1", got)
	}
}

// headersOf checks that whatever replaces or removes data names the version it has seen.
func headersOf(t *testing.T, route, method string, item *openapi3.PathItem, op *openapi3.Operation) {
	t.Helper()
	has := func(name string) bool {
		return op.Parameters.GetByInAndName("header", name) != nil || item.Parameters.GetByInAndName("header", name) != nil
	}
	lke := strings.Contains(route, "/lke/") && !strings.HasSuffix(route, "/mulai") && !strings.HasSuffix(route, "/salurkan")
	langkah := method == "POST" && (strings.Contains(route, "/realisasi") || strings.Contains(route, "/perjanjian/") || lke) // a step of one thing
	if want := method == "PUT" || langkah || method == "DELETE" && !strings.Contains(route, "/tautan/"); has("If-Match") != want {
		t.Errorf("%s: got If-Match %v, want %v", route, has("If-Match"), want)
	}
	if want := method == "PUT"; has("If-None-Match") != want {
		t.Errorf("%s: got If-None-Match %v, want %v", route, has("If-None-Match"), want)
	}
}

// TestCodes holds the list of fault codes and their statuses to the tables in code.
func TestCodes(t *testing.T) {
	kode := dokumen(t).Components.Schemas["Kode"].Value
	status, _ := kode.Extensions["x-status"].(map[string]any)
	var got []fault.Code
	for _, c := range kode.Enum {
		code := fault.Code(c.(string))
		got = append(got, code)
		if n, _ := status[string(code)].(float64); int(n) != httpx.Status(code) {
			t.Errorf("status of %s: got %v, want %d", code, status[string(code)], httpx.Status(code))
		}
	}
	if !slices.Equal(got, fault.Codes()) || len(status) != len(got) {
		t.Errorf("codes: got %v (%d statuses), want %v", got, len(status), fault.Codes())
	}
}

// TestEnums holds every schema that has the name of a domain type of named strings to
// that type's constants.
func TestEnums(t *testing.T) {
	konstanta := map[string][]string{}
	var files []string
	for _, pola := range []string{"../sakip/*.go", "../review/*.go", "../wire/bacaan.go"} {
		list, err := filepath.Glob(pola)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, list...)
	}
	// What the review and the domain call by one name, the description calls by two.
	review := map[string]string{"Tingkat": "TingkatTemuan", "Aturan": "AturanReviu", "Besaran": "BesaranReviu"}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, s := range g.Specs {
				v := s.(*ast.ValueSpec)
				typ, named := v.Type.(*ast.Ident)
				if !named || len(v.Values) != 1 {
					continue
				}
				if lit, ok := v.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING && lit.Value != `""` {
					text, _ := strconv.Unquote(lit.Value)
					schema := typ.Name
					if lain, ada := review[schema]; ada && strings.HasPrefix(name, "../review/") {
						schema = lain
					}
					konstanta[schema] = append(konstanta[schema], text)
				}
			}
		}
	}
	schemas := dokumen(t).Components.Schemas
	for name, want := range konstanta {
		ref, ok := schemas[name]
		if !ok {
			t.Errorf("%s: no schema", name)
			continue
		}
		var got []string
		for _, v := range ref.Value.Enum {
			if s := v.(string); s != "" { // "" where a figure is known
				got = append(got, s)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	if len(konstanta) < 10 {
		t.Errorf("found constants of %d types only", len(konstanta))
	}
}

// TestShapes holds the schemas to the structs that are answered and read: the same
// properties, required exactly where they are always written, of the same kind.
func TestShapes(t *testing.T) {
	doc := dokumen(t)
	s := shapes{t: t, doc: doc, seen: map[string]bool{}}
	for name, v := range map[string]any{
		"Capaian": wire.Capaian{}, "HasilIndikator": wire.HasilIndikator{}, "HasilSasaran": wire.HasilSasaran{}, "HasilAnggaran": wire.HasilAnggaran{},
		"DaftarPerjanjian": wire.DaftarPerjanjian{}, "DaftarPembanding": wire.DaftarPembanding{}, "Jawaban": wire.Jawaban{}, "Laporan": laporanWire{},
		"Tahun": wire.Tahun{}, "OPD": wire.OPD{}, "Renstra": wire.Renstra{}, "Kebijakan": wire.Kebijakan{}, "Orang": wire.Orang{}, "Kabupaten": wire.Kabupaten{},
		"Hitung": wire.Hitung{}, "OPDRingkas": service.OPDRingkas{}, "VerifikasiAudit": service.VerifikasiAudit{}, "Pelaku": store.Actor{},
		"Bentrok": service.Bentrok{}, "Problem": httpx.Problem{}, "BuktiBaru": buktiBaru{},
		"Terbitan": wire.Terbitan{}, "DaftarTerbitan": wire.DaftarTerbitan{}, "Temuan": temuan{}, "Tautan": wire.Tautan{},
		"Keadaan": keadaanWire{}, "PilihanAngka": pilihanWire{}, "HasilAngka": hasilAngkaWire{}, "HasilPeriode": hasilPeriodeWire{},
		"Kalender": wire.Kalender{}, "Pengecualian": pengecualianWire{}, "Kemajuan": kemajuanWire{}, "PelaporanTriwulan": pelaporanWire{}, "HasilPelaporan": hasilPelaporanWire{},
		"BagianNarasi": wire.BagianNarasi{}, "VersiNarasi": service.VersiNarasi{}, "Pratinjau": wire.Pratinjau{}, "PratinjauImpor": pratinjauWire{},
		"Reviu": wire.Reviu{}, "Bacaan": wire.Bacaan{}, "ReviuTahun": reviuTahunWire{}, "Penerimaan": penerimaanWire{},
		"Mulai": mulai{}, "TandaTangan": tandaTangan{}, "BukaLagi": bukaLagi{}, "HasilRekomendasi": hasilRekomendasi{},
		"LKE": lkeWire{}, "BarisLKE": barisLKEWire{}, "IsianJawaban": isianJawaban{}, "IsianSaran": isianSaran{},
	} {
		s.check(name, doc.Components.Schemas[name], reflect.TypeOf(v))
	}
	for name, ref := range doc.Components.Schemas {
		// These four are written from maps; the real answers are held to them.
		if ref.Value.Type.Is("object") && !s.seen[name] && !slices.Contains([]string{"Tersimpan", "TautanBaru", "RantaiAudit", "Entri"}, name) {
			t.Errorf("%s: no struct is held to it", name)
		}
	}
}

type shapes struct {
	t    *testing.T
	doc  *openapi3.T
	seen map[string]bool
}

// opsional are always written in answers, but the address says them in what is sent.
var opsional = map[string][]string{"Realisasi": {"indikator", "triwulan"}}

func (s *shapes) check(at string, ref *openapi3.SchemaRef, typ reflect.Type) {
	s.t.Helper()
	if ref == nil {
		s.t.Errorf("%s: no schema", at)
		return
	}
	nullable := ref.Value.Nullable
	for len(ref.Value.AllOf) == 1 { // how a reference is made nullable
		ref = ref.Value.AllOf[0]
	}
	name := strings.TrimPrefix(ref.Ref, "#/components/schemas/")
	if typ.Kind() == reflect.Pointer {
		s.check(at, ref, typ.Elem())
		return
	}
	if kind, want := jenis(typ); kind != "" {
		if !ref.Value.Type.Is(kind) || want != "" && ref.Value.Format != want {
			s.t.Errorf("%s: got %v %s (nullable %v), want %s %s", at, ref.Value.Type, ref.Value.Format, nullable, kind, want)
		}
		switch kind {
		case "array":
			s.check(at+"[]", ref.Value.Items, typ.Elem())
		case "object":
			s.check(at+"{}", ref.Value.AdditionalProperties.Schema, typ.Elem())
		}
		return
	}
	if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[wire.Angka]() {
		return // any value: a number in either writing, raw JSON
	}
	if name == "" {
		name = at
	}
	if s.seen[name] {
		return
	}
	s.seen[name] = true
	got, required := ref.Value.Properties, []string{}
	fields := map[string]reflect.StructField{}
	for _, f := range reflect.VisibleFields(typ) {
		tag, opt, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tag == "" || tag == "-" {
			continue
		}
		fields[tag] = f
		if opt == "" && !slices.Contains(opsional[name], tag) {
			required = append(required, tag)
		}
		s.check(name+"."+tag, got[tag], f.Type)
		if f.Type.Kind() == reflect.Pointer && opt == "" && got[tag] != nil && !got[tag].Value.Nullable && !slices.Contains(wajibIsi[name], tag) {
			s.t.Errorf("%s.%s: may be null, the schema says not", name, tag)
		}
	}
	for tag := range got {
		if _, ok := fields[tag]; !ok {
			s.t.Errorf("%s.%s: in the schema, not in %s", name, tag, typ)
		}
	}
	wantReq := slices.Sorted(slices.Values(required))
	if gotReq := slices.Sorted(slices.Values(ref.Value.Required)); !slices.Equal(gotReq, wantReq) {
		s.t.Errorf("%s: required got %v, want %v", name, gotReq, wantReq)
	}
}

// wajibIsi are pointers that are never null: a policy is written and sent whole.
var wajibIsi = map[string][]string{"Kebijakan": {"desimal", "desimal_realisasi"}}

// jenis is the schema type, and the format where there is one, of a Go type; "" for a
// struct and for what may be anything.
func jenis(typ reflect.Type) (kind, format string) {
	switch {
	case typ.String() == "json.RawMessage":
		return "", ""
	case typ.String() == "time.Time":
		return "string", "date-time"
	}
	switch typ.Kind() {
	case reflect.String:
		return "string", ""
	case reflect.Bool:
		return "boolean", ""
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "integer", ""
	case reflect.Slice:
		return "array", ""
	case reflect.Map:
		return "object", ""
	}
	return "", ""
}

// disebut are schemas that texts speak of, for what they describe has no schema of its own:
// the data of a problem, the names of the reasons.
var disebut = []string{"Bentrok", "AturanPeringatan"}

// TestComponentsAreUsed finds components that nothing refers to.
func TestComponentsAreUsed(t *testing.T) {
	text := string(OpenAPI())
	doc := dokumen(t)
	for kind, names := range map[string][]string{
		"schemas": slices.Collect(maps.Keys(doc.Components.Schemas)), "parameters": slices.Collect(maps.Keys(doc.Components.Parameters)),
		"responses": slices.Collect(maps.Keys(doc.Components.Responses)), "examples": slices.Collect(maps.Keys(doc.Components.Examples)),
		"headers": slices.Collect(maps.Keys(doc.Components.Headers)),
	} {
		for _, name := range names {
			if !strings.Contains(text, "'#/components/"+kind+"/"+name+"'") && !slices.Contains(disebut, name) {
				t.Errorf("%s/%s: nothing refers to it", kind, name)
			}
		}
	}
}

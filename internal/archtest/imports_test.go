package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the module's folder as seen from the tests.
const root = "../.."

// rule says which packages of the module a package may import, and why no others.
type rule struct {
	may string // names under internal/, separated by spaces
	why string
}

// rules has a row for every package under internal. The order is the flow's: from what
// everything stands on to what nothing stands on.
var rules = map[string]rule{
	"fault":           {"", "the one error type: every layer uses it, so it may know none"},
	"sakip":           {"fault", "the domain is pure: what it computes depends on what it is given and nothing else"},
	"locale":          {"fault", "Indonesian writing of numbers and dates; knows no domain"},
	"wire":            {"review sakip locale fault", "JSON shapes and their converters; knows neither storage nor HTTP"},
	"store":           {"fault", "the port knows keys and bytes, not what they mean"},
	"store/embedded":  {"store fault", "an implementation of the port"},
	"store/dynamo":    {"store fault", "an implementation of the port"},
	"record":          {"store wire sakip fault", "where each noun lies in the store; no rights, no use cases"},
	"objects":         {"fault", "the port to files"},
	"objects/dir":     {"objects fault", "an implementation of the port"},
	"objects/s3":      {"objects fault", "an implementation of the port"},
	"impor":           {"impor/berkas locale sakip fault", "says what tables mean; pure: no store, no HTTP"},
	"impor/berkas":    {"locale fault", "reads bytes that it is given into cells; what they mean it does not know"},
	"akun":            {"fault", "the port to accounts; what they may do is elsewhere"},
	"akun/cognito":    {"akun fault", "an implementation of the port"},
	"service":         {"akun impor objects store record review review/baca wire sakip locale fault", "use cases over ports: no HTTP, no implementation, no report"},
	"recalc":          {"store record wire sakip fault", "derives from the table alone: it writes no facts, so it has no service"},
	"surat":           {"", "the port to e-mail, and the message"},
	"surat/ses":       {"surat", "an implementation of the port"},
	"dispatch":        {"fault locale record sakip service store surat", "runs calendars, hands requests over and sends notices, which name days; makes nothing"},
	"sqs":             {"fault", "the queues in the cloud: knows no message"},
	"review":          {"locale sakip fault", "a pure function of the statements it is given: neither store nor HTTP"},
	"review/baca":     {"review impor/berkas locale sakip fault", "reads bytes that it is given, and says what they state"},
	"report":          {"report/document review review/baca sakip locale fault", "a pure function of the data that it is given, what its review finds included: neither store nor service, and no format"},
	"report/document": {"locale", "the neutral model: knows no format and no domain"},
	"report/ooxml":    {"report/document report/gambar", "what Word files and workbooks share"},
	"report/xlsx":     {"locale report/document report/gambar report/huruf report/ooxml", "one format of the neutral model"},
	"report/huruf":    {"", "faces, widths and lines: knows no document"},
	"report/gambar":   {"report/document report/huruf locale", "draws figures: the same in every format"},
	"report/docx":     {"report/document report/gambar report/huruf report/ooxml locale", "one format of the neutral model"},
	"report/pdf":      {"report/document report/gambar report/huruf locale", "one format of the neutral model"},
	"report/html":     {"report/document report/gambar", "one format of the neutral model"},
	"reporter":        {"dispatch fault locale objects record report report/document report/docx report/html report/pdf report/xlsx review review/baca sakip service store wire", "loads, reviews, renders, stores; links the writers, so that the content does without them; what it writes to the table goes through service"},
	"receiver":        {"fault objects record sakip service", "looks at a file that arrived and keeps it; what it writes to the table goes through service"},
	"arsip":           {"objects store record wire sakip fault", "moves what lies in the ports: neither a use case nor an implementation"},
	"httpx":           {"fault", "HTTP for all functions: knows no use case"},
	"api":             {"httpx review review/baca impor objects service record store wire sakip fault", "JSON over the use cases; no implementation, no pages"},
	"web":             {"httpx review review/baca impor objects service locale report report/document wire sakip fault", "pages over the use cases, the forms that files are sent by, and texts of a report as it will print them; no store, no implementation"},
	"app":             {"fault", "configuration; which implementation a program links is the program's own wiring"},
	"sample":          {"wire sakip fault", "data, not code that runs"},
}

// testOnly are packages that only tests may import.
var testOnly = map[string]string{
	"store/storetest":     "the contract of the store",
	"akun/akuntest":       "the contract of the accounts",
	"objects/objectstest": "the contract of the objects",
	"surat/surattest":     "the contract of e-mail",
	"servicetest":         "a loaded service for tests",
	"report/reporttest":   "the reports that the writers' tests and the reader's are about",
	"archtest":            "this",
}

// tools are the packages of infra/ that its programs share; nothing else imports them.
var tools = map[string]string{
	"capaian/infra/contoh":       "what both local machines do with the samples",
	"capaian/infra/templat":      "template.yaml as a deployment reads it",
	"capaian/infra/test/program": "servers that run beside a test or a local machine",
}

// sampleUsers are the packages outside tests that may import the samples.
var sampleUsers = []string{"capaian/infra/aws", "capaian/infra/contoh", "capaian/infra/local", "capaian/internal/report/reporttest", "capaian/internal/servicetest"}

// pkg is what go list says of a package.
type pkg struct {
	ImportPath, Dir string
	Imports         []string
	GoFiles         []string
}

func goList(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=arm64")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %v: %v\n%s", args, err, stderr.Bytes())
	}
	return out
}

func packages(t *testing.T) []pkg {
	t.Helper()
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(goList(t, "-json=ImportPath,Dir,Imports,GoFiles", "./..."))); ; {
		var p pkg
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// TestImports holds every package to its row.
func TestImports(t *testing.T) {
	const internal = "capaian/internal/"
	seen := map[string]bool{}
	for _, p := range packages(t) {
		name, isInternal := strings.CutPrefix(p.ImportPath, internal)
		_, isTest := testOnly[name]
		r, known := rules[name]
		seen[name] = true
		if isInternal && !known && !isTest {
			t.Errorf("%s: no row says what it may import", name)
			continue
		}
		for _, imp := range p.Imports {
			to, ours := strings.CutPrefix(imp, internal)
			if !ours {
				if _, tool := tools[imp]; tool && strings.HasPrefix(p.ImportPath, "capaian/infra/") {
					continue
				}
				if strings.HasPrefix(imp, "capaian/") {
					t.Errorf("%s imports %s: programs are imported by nobody", p.ImportPath, imp)
				}
				continue
			}
			if why, ok := testOnly[to]; ok && !isTest {
				t.Errorf("%s imports %s: %s, for tests alone", p.ImportPath, to, why)
			}
			if to == "sample" && !slices.Contains(sampleUsers, p.ImportPath) {
				t.Errorf("%s imports sample: only the local machine and tests do", p.ImportPath)
			}
			if isInternal && !isTest && !slices.Contains(strings.Fields(r.may), to) {
				t.Errorf("%s imports %s, may import [%s]: %s", name, to, r.may, r.why)
			}
		}
	}
	for _, must := range []string{"sakip", "service", "store", "recalc", "report", "api", "web"} {
		if !seen[must] {
			t.Errorf("%s: go list did not tell of it", must)
		}
	}
}

// foreign says which packages of others a package must not import, with what it stands for.
var foreign = []struct{ in, not, why string }{
	{"sakip", "net/http net os io/fs encoding/json log log/slog context math math/big math/rand math/rand/v2 crypto/rand", "the domain reads no world, writes no format and draws no lots"},
	{"wire", "net/http os math math/big", "shapes of data"},
	{"impor", "net/http os io/fs math math/big", "reads bytes that it is given"},
	{"impor/berkas", "net/http os io/fs math math/big", "reads bytes that it is given"},
	{"service", "net/http os github.com/aws/aws-lambda-go/events", "a use case does not know who calls it"},
	{"record", "net/http os", "where things lie"},
	{"store", "net/http os", "a port"},
	{"report", "net/http os", "a pure function"},
	{"locale", "math math/big", "exact decimals"},
}

// TestForeignImports keeps the outside out of the packages that must not see it.
func TestForeignImports(t *testing.T) {
	byName := map[string]pkg{}
	for _, p := range packages(t) {
		byName[strings.TrimPrefix(p.ImportPath, "capaian/internal/")] = p
	}
	for _, f := range foreign {
		for _, not := range strings.Fields(f.not) {
			if slices.Contains(byName[f.in].Imports, not) {
				t.Errorf("%s imports %s: %s", f.in, not, f.why)
			}
		}
	}
	for _, p := range byName["sakip"].Imports {
		if strings.Contains(p, ".") && p != "github.com/shopspring/decimal" {
			t.Errorf("sakip imports %s: of others' code it may have the decimals alone", p)
		}
	}
}

// TestExactAndRepeatable finds, by the syntax tree, binary floats where values are
// computed or carried, and the clock where it must be given.
func TestExactAndRepeatable(t *testing.T) {
	for _, c := range []struct {
		name  string
		dirs  string
		found func(ast.Node) string
	}{
		{"binary float", "sakip locale wire record review impor impor/berkas service report report/document", func(n ast.Node) string {
			id, ok := n.(*ast.Ident)
			if ok && slices.Contains([]string{"float64", "float32", "Float64", "InexactFloat64", "NewFromFloat", "NewFromFloatWithExponent", "ParseFloat"}, id.Name) {
				return id.Name
			}
			return ""
		}},
		{"clock", "sakip locale wire record impor impor/berkas store report report/document report/docx report/gambar report/huruf report/xlsx report/html report/pdf service recalc dispatch reporter receiver api web arsip", func(n ast.Node) string {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return ""
			}
			x, ok := s.X.(*ast.Ident)
			if ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, s.Sel.Name) {
				return "time." + s.Sel.Name
			}
			return ""
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, dir := range strings.Fields(c.dirs) {
				files := parseDir(t, filepath.Join(root, "internal", dir))
				if len(files) == 0 {
					t.Errorf("%s: no files", dir)
				}
				for name, f := range files {
					ast.Inspect(f, func(n ast.Node) bool {
						if what := c.found(n); what != "" {
							t.Errorf("%s: has %s", name, what)
						}
						return true
					})
				}
			}
		})
	}
}

// parseDir reads the Go files of a folder that are not tests.
func parseDir(t *testing.T, dir string) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = f
	}
	return out
}

// constants are the string constants of a folder's package, by name.
func constants(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, f := range parseDir(t, dir) {
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, name := range v.Names {
				if i < len(v.Values) {
					if lit, ok := v.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
						out[name.Name], _ = strconv.Unquote(lit.Value)
					}
				}
			}
			return true
		})
	}
	return out
}

// link is what a function is linked from besides Go itself and shared, which every function
// has. A dependency more or less needs a change here, and somebody's consent by that.
type link struct {
	modules  string // of others
	packages string // under internal/
	std      string // of notable
}

// shared are the modules that every function has: the Lambda runtime, the SDK with
// DynamoDB, ids and decimals.
const shared = `github.com/aws/aws-lambda-go github.com/aws/smithy-go github.com/oklog/ulid/v2 github.com/shopspring/decimal
	aws: aws:/config aws:/credentials aws:/feature/ec2/imds aws:/internal/configsources aws:/internal/endpoints/v2 aws:/internal/v4a
	aws:/service/dynamodb aws:/service/internal/accept-encoding aws:/service/internal/endpoint-discovery aws:/service/internal/presigned-url
	aws:/service/signin aws:/service/sso aws:/service/ssooidc aws:/service/sts`

// What several functions have: S3, and the verification of tokens; and what reports are
// made with: workbooks and faces.
const (
	linkS3    = "aws:/service/s3 aws:/aws/protocol/eventstream aws:/service/internal/checksum aws:/service/internal/s3shared"
	linkToken = "github.com/coreos/go-oidc/v3 github.com/go-jose/go-jose/v4 golang.org/x/oauth2"
	linkLRU   = "github.com/hashicorp/golang-lru/v2"
	linkXLSX  = `github.com/xuri/excelize/v2 github.com/xuri/efp github.com/xuri/nfp github.com/richardlehane/mscfb github.com/richardlehane/msoleps
		github.com/tiendc/go-deepcopy golang.org/x/crypto golang.org/x/net golang.org/x/text`

	// The fonts' reader knows faces made of pictures and links their decoders.
	linkPDF = "github.com/go-fonts/liberation github.com/go-text/typesetting golang.org/x/image rsc.io/qr"
)

var links = map[string]link{
	"web":      {linkToken + " " + linkLRU + " " + linkS3 + " aws:/service/cognitoidentityprovider", "akun akun/cognito app fault httpx impor impor/berkas locale objects objects/s3 record report report/document review review/baca sakip service store store/dynamo web wire", "html/template text/template"},
	"api":      {linkToken + " " + linkLRU + " " + linkS3, "akun api app fault httpx impor impor/berkas locale objects objects/s3 record review review/baca sakip service store store/dynamo wire", ""},
	"publik":   {linkToken + " " + linkLRU + " " + linkS3, "akun api app fault httpx impor impor/berkas locale objects objects/s3 record report report/document review review/baca sakip service store store/dynamo web wire", "html/template text/template"},
	"recalc":   {"aws:/service/sqs", "app fault locale recalc record review sakip sqs store store/dynamo wire", ""},
	"dispatch": {"aws:/service/sqs aws:/service/sesv2 " + linkLRU, "akun app dispatch fault impor impor/berkas locale objects record review review/baca sakip service sqs store store/dynamo surat surat/ses wire", ""},
	"report": {linkLRU + " " + linkS3 + " " + linkXLSX + " " + linkPDF, `akun app dispatch fault impor impor/berkas locale objects objects/s3 record report report/document report/docx report/gambar
		report/html report/huruf report/ooxml report/pdf report/xlsx reporter review review/baca sakip service store store/dynamo surat wire`, "html/template text/template image/png"},
	"bukti": {linkLRU + " " + linkS3, "akun app fault impor impor/berkas locale objects objects/s3 receiver record review review/baca sakip service store store/dynamo wire", ""},
}

// notable are packages of Go that make a program large, slow to start or able to do more
// than a function should.
var notable = strings.Fields("html/template text/template plugin net/http/pprof expvar testing database/sql image/png")

// TestLinks compares everything that a function is linked from, as it is built for Lambda.
func TestLinks(t *testing.T) {
	for _, fn := range functions {
		t.Run(fn, func(t *testing.T) {
			var modules, packages, std []string
			out := goList(t, "-deps", "-tags", "lambda.norpc", "-f", "{{.ImportPath}} {{with .Module}}{{.Path}}{{end}}", "./functions/"+fn)
			for line := range strings.Lines(string(out)) {
				path, module, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
				name, isInternal := strings.CutPrefix(path, "capaian/internal/")
				switch {
				case isInternal:
					packages = append(packages, name)
				case module != "" && module != "capaian":
					modules = append(modules, strings.Replace(module, "github.com/aws/aws-sdk-go-v2", "aws:", 1))
				case slices.Contains(notable, path):
					std = append(std, path)
				}
			}
			want := links[fn]
			compare(t, "module", modules, shared+" "+want.modules)
			compare(t, "package", packages, want.packages)
			compare(t, "package of Go", std, want.std)
		})
	}
}

// compare tells what is linked and not wanted, and the other way about.
func compare(t *testing.T, kind string, got []string, want string) {
	t.Helper()
	wanted := strings.Fields(want)
	for _, g := range slices.Compact(slices.Sorted(slices.Values(got))) {
		if !slices.Contains(wanted, g) {
			t.Errorf("links the %s %s", kind, g)
		}
	}
	for _, w := range wanted {
		if !slices.Contains(got, w) {
			t.Errorf("does not link the %s %s any more", kind, w)
		}
	}
}

// maxMain is how long the main of a function may be: it only wires.
const maxMain = 30

// TestMains holds each function to a short main of its own.
func TestMains(t *testing.T) {
	for _, f := range functions {
		name := filepath.Join(root, "functions", f, "main.go")
		b, err := os.ReadFile(name)
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		if n := bytes.Count(b, []byte("\n")); n > maxMain {
			t.Errorf("%s: got %d lines, want at most %d", name, n, maxMain)
		}
	}
}

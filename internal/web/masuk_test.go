package web

import (
	"bytes"
	"encoding/json"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
)

// idp is an identity provider that the tests can make misbehave.
type idp struct {
	*mockoidc.MockOIDC
	end   string                          // end_session_endpoint of its discovery document
	token func(raw string) (string, int)  // what becomes of an ID token, and the answer's status
	asked func(path string, r url.Values) // sees what is sent to the token endpoint
}

// buatIDP starts a provider whose clock is the world's, and the pages that trust it.
func buatIDP(t *testing.T, ubah ...func(*Options)) (*dunia, *idp) {
	t.Helper()
	m, err := mockoidc.NewServer(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &idp{MockOIDC: m}
	if err := m.AddMiddleware(p.lewat); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Start(ln, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Shutdown() })
	w := buat(t, append([]func(*Options){func(o *Options) {
		mockoidc.NowFunc = o.Clock
		o.Dev, o.Orang = nil, nil
		o.Masuk = httpx.NewSignIn(httpx.SignInOptions{Issuer: m.Issuer(), ClientID: m.ClientID, Return: "http://example.com/masuk/kembali",
			After: "http://example.com/masuk", Secret: o.Service.Secret, Clock: o.Clock, Token: o.Service.Token})
	}}, ubah...)...)
	t.Cleanup(func() { mockoidc.NowFunc = time.Now })
	return w, p
}

// lewat stands before the provider: it gives our client, which has no secret, the one that
// mockoidc wants, and passes the answers through the test's hands.
func (p *idp) lewat(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == mockoidc.AuthorizationEndpoint {
			next.ServeHTTP(w, r)
			return
		}
		_ = r.ParseForm()
		if p.asked != nil {
			p.asked(r.URL.Path, r.PostForm)
		}
		r.Form.Set("client_secret", p.ClientSecret)
		rec := httptest.NewRecorder()
		next.ServeHTTP(rec, r)
		var body map[string]any
		if json.Unmarshal(rec.Body.Bytes(), &body) != nil {
			body = map[string]any{}
		}
		if r.URL.Path == mockoidc.DiscoveryEndpoint && p.end != "" {
			body["end_session_endpoint"] = p.end
		}
		status := rec.Code
		if raw, ok := body["id_token"].(string); ok && p.token != nil {
			if body["id_token"], status = p.token(raw); body["id_token"] == "" {
				delete(body, "id_token")
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(body)
	})
}

// peramban keeps cookies.
type peramban struct {
	w    *dunia
	kuki map[string]string
}

func (w *dunia) peramban() *peramban { return &peramban{w, map[string]string{}} }

func (b *peramban) kirim(r *http.Request) *httptest.ResponseRecorder {
	b.w.t.Helper()
	for k, v := range b.kuki {
		r.AddCookie(&http.Cookie{Name: k, Value: v})
	}
	rec := httptest.NewRecorder()
	b.w.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.kuki, c.Name)
		} else {
			b.kuki[c.Name] = c.Value
		}
	}
	return rec
}

func (b *peramban) get(alamat string) *httptest.ResponseRecorder {
	return b.kirim(httptest.NewRequest("GET", alamat, nil))
}

// mulai begins to sign in and gives the address that the provider sends the browser back to.
func (b *peramban) mulai(ke string) string {
	b.w.t.Helper()
	rec := b.get("/masuk/mulai?ke=" + url.QueryEscape(ke))
	if rec.Code != http.StatusSeeOther {
		b.w.t.Fatalf("begin: got %d %s", rec.Code, rec.Body)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get(rec.Header().Get("Location"))
	if err != nil {
		b.w.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusFound {
		b.w.t.Fatalf("authorize: got %d", res.StatusCode)
	}
	return strings.TrimPrefix(res.Header.Get("Location"), "http://example.com")
}

// denganQuery is an address with some of its query anew.
func denganQuery(alamat string, ubah ...string) string {
	u, _ := url.Parse(alamat)
	q := u.Query()
	for i := 0; i < len(ubah); i += 2 {
		q.Set(ubah[i], ubah[i+1])
	}
	u.RawQuery = q.Encode()
	return u.String()
}

func orangIDP(sub string) *mockoidc.MockUser { return &mockoidc.MockUser{Subject: sub} }

func TestSignIn(t *testing.T) {
	w, p := buatIDP(t)
	var asked url.Values
	p.asked = func(path string, form url.Values) {
		if path == mockoidc.TokenEndpoint {
			asked = form
		}
	}
	p.QueueUser(orangIDP("kepala-contoh"))
	b := w.peramban()
	rec := b.get("/masuk/mulai?ke=" + url.QueryEscape(contoh+"?periode=TW2"))
	q, err := url.Parse(rec.Header().Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"response_type": "code", "code_challenge_method": "S256", "scope": "openid", "client_id": p.ClientID,
		"redirect_uri": "http://example.com/masuk/kembali"} {
		if got := q.Query().Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if len(q.Query().Get("code_challenge")) != 43 || len(q.Query().Get("state")) < 32 || len(q.Query().Get("nonce")) < 32 || q.Query().Get("client_secret") != "" {
		t.Errorf("authorize: got %v", q.Query())
	}
	kuki := rec.Header().Get("Set-Cookie")
	memuat(t, kuki, "HttpOnly", "SameSite=Lax", "Max-Age=900", "Path=/")
	tanpaTeks(t, kuki, q.Query().Get("state"), q.Query().Get("nonce"))

	selesai := b.get(b.mulai(contoh + "?periode=TW2"))
	if got := selesai.Header().Get("Location"); selesai.Code != http.StatusSeeOther || got != contoh+"?periode=TW2" {
		t.Fatalf("finish: got %d %q %s", selesai.Code, got, selesai.Body)
	}
	if v := asked.Get("code_verifier"); len(v) < 43 || len(v) > 128 {
		t.Errorf("verifier: got %d characters, want 43 to 128", len(v))
	}
	if rec := b.get("/"); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "Kepala Dinas Contoh") {
		t.Errorf("home: got %d", rec.Code)
	}
}

// Whatever is wrong on the way back signs nobody in and says what to do.
func TestSignInRefused(t *testing.T) {
	rusak := func(s string) string { return s[:len(s)-4] + "AAAA" }
	for _, c := range []struct {
		name string
		do   func(w *dunia, p *idp, b *peramban, alamat string) *httptest.ResponseRecorder
		want int
		code fault.Code
	}{
		{"another state", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			return b.get(denganQuery(a, "state", "lain"))
		}, 400, fault.SignInFailed},
		{"no state", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			return b.get(denganQuery(a, "state", ""))
		}, 400, fault.SignInFailed},
		{"another browser", func(w *dunia, _ *idp, _ *peramban, a string) *httptest.ResponseRecorder {
			return w.peramban().get(a)
		}, 400, fault.SignInFailed},
		{"the state of another attempt", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			u, _ := url.Parse(b.mulai("/"))
			return b.get(denganQuery(a, "state", rusak(u.Query().Get("state"))))
		}, 400, fault.SignInFailed},
		{"altered cookie", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			for k := range b.kuki {
				b.kuki[k] = rusak(b.kuki[k])
			}
			return b.get(a)
		}, 400, fault.SignInFailed},
		{"a session as the cookie", func(w *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			for k := range b.kuki {
				_, b.kuki[k], _ = strings.Cut(w.kuki("kepala-contoh"), "=")
			}
			return b.get(a)
		}, 400, fault.SignInFailed},
		{"too late", func(w *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			w.kini.Add(15 * 60)
			return b.get(a)
		}, 400, fault.SignInFailed},
		{"sent twice", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			b.get(a)
			delete(b.kuki, "sesi")
			return b.get(a)
		}, 400, fault.SignInFailed},
		{"code used twice, cookie kept", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			lama := map[string]string{}
			for k, v := range b.kuki {
				lama[k] = v
			}
			b.get(a)
			b.kuki = lama
			return b.get(a)
		}, 400, fault.SignInFailed},
		{"code of another attempt", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			u, _ := url.Parse(b.mulai("/"))
			return b.get(denganQuery(a, "code", u.Query().Get("code")))
		}, 400, fault.SignInFailed},
		{"another nonce", func(_ *dunia, p *idp, b *peramban, a string) *httptest.ResponseRecorder {
			for _, s := range p.SessionStore.Store {
				s.OIDCNonce = "lain"
			}
			return b.get(a)
		}, 400, fault.SignInFailed},
		{"cancelled", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			return b.get(denganQuery(a, "error", "access_denied"))
		}, 400, fault.SignInFailed},
		{"no code", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			return b.get(denganQuery(a, "code", ""))
		}, 400, fault.SignInFailed},
		{"another issuer's answer", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			return b.get(denganQuery(a, "iss", "https://lain.example"))
		}, 400, fault.SignInFailed},
		{"the provider says that it is busy", func(_ *dunia, _ *idp, b *peramban, a string) *httptest.ResponseRecorder {
			return b.get(denganQuery(a, "error", "temporarily_unavailable"))
		}, 503, fault.Busy},
		{"the provider fails", func(_ *dunia, p *idp, b *peramban, a string) *httptest.ResponseRecorder {
			p.token = func(string) (string, int) { return "", 502 }
			return b.get(a)
		}, 503, fault.Busy},
		{"the provider is gone", func(_ *dunia, p *idp, b *peramban, a string) *httptest.ResponseRecorder {
			_ = p.Server.Close()
			return b.get(a)
		}, 503, fault.Busy},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, p := buatIDP(t)
			p.QueueUser(orangIDP("kepala-contoh"))
			b := w.peramban()
			rec := c.do(w, p, b, b.mulai("/"))
			ditolakMasuk(t, b, rec, c.want, c.code)
		})
	}
}

func ditolakMasuk(t *testing.T, b *peramban, rec *httptest.ResponseRecorder, status int, code fault.Code) {
	t.Helper()
	if rec.Code != status {
		t.Errorf("status: got %d, want %d", rec.Code, status)
	}
	memuat(t, rec.Body.String(), "("+string(code)+")", "nomor permintaan")
	if code == fault.SignInFailed {
		memuat(t, rec.Body.String(), `href="/masuk"`)
	}
	if b.kuki["sesi"] != "" {
		t.Error("a session was given")
	}
}

// Tokens that prove nothing, as a provider that went wrong might give them.
func TestSignInTokens(t *testing.T) {
	w, p := buatIDP(t)
	klaim := func(raw string) jwt.MapClaims {
		out := jwt.MapClaims{}
		if _, _, err := jwt.NewParser().ParseUnverified(raw, out); err != nil {
			t.Error(err)
		}
		return out
	}
	ubah := func(name string, value any) func(string) string {
		return func(raw string) string {
			c := klaim(raw)
			c[name] = value
			out, err := p.Keypair.SignJWT(c)
			if err != nil {
				t.Error(err)
			}
			return out
		}
	}
	lain, err := mockoidc.RandomKeypair(2048)
	if err != nil {
		t.Fatal(err)
	}
	kini := w.kini.Load()
	for _, c := range []struct {
		name  string
		token func(raw string) string
		want  int // 303 signs in
	}{
		{"as it is", func(raw string) string { return raw }, 303},
		{"another audience", ubah("aud", []string{"lain"}), 400},
		{"no audience", ubah("aud", nil), 400},
		{"another issuer", ubah("iss", "https://lain.example"), 400},
		{"expired", ubah("exp", kini-1), 400},
		{"not yet", ubah("nbf", kini+3600), 400},
		{"no sub", ubah("sub", ""), 400},
		{"no nonce", ubah("nonce", ""), 400},
		{"another key", func(raw string) string { s, _ := lain.SignJWT(klaim(raw)); return s }, 400},
		{"alg none", func(raw string) string {
			s, _ := jwt.NewWithClaims(jwt.SigningMethodNone, klaim(raw)).SignedString(jwt.UnsafeAllowNoneSignatureType)
			return s
		}, 400},
		{"HMAC under the public key", func(raw string) string {
			s, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, klaim(raw)).SignedString(p.Keypair.PublicKey.N.Bytes())
			return s
		}, 400},
		{"none at all", func(string) string { return "" }, 400},
		{"not a token", func(string) string { return "abc" }, 400},
		{"somebody unknown", ubah("sub", "siapa"), 403},
	} {
		t.Run(c.name, func(t *testing.T) {
			p.token = func(raw string) (string, int) { return c.token(raw), 200 }
			p.QueueUser(orangIDP("kepala-contoh"))
			b := w.peramban()
			rec := b.get(b.mulai("/"))
			switch c.want {
			case 303:
				if rec.Code != 303 || b.kuki["sesi"] == "" {
					t.Errorf("got %d %s", rec.Code, rec.Body)
				}
			case 403:
				ditolakMasuk(t, b, rec, 403, fault.NotRegistered)
				memuat(t, rec.Body.String(), "siapa")
			default:
				ditolakMasuk(t, b, rec, c.want, fault.SignInFailed)
			}
		})
	}
}

func TestSignInLeadsOnlyHere(t *testing.T) {
	w, p := buatIDP(t)
	for _, c := range []struct{ ke, want string }{
		{contoh, contoh}, {"/masuk", "/masuk"}, {"", "/"}, {"https://lain.example/", "/"}, {"//lain.example", "/"}, {`/\lain.example`, "/"},
		{"/\t/lain.example", "/"}, {"javascript:alert(1)", "/"}, {"/masuk/mulai", "/"}, {"/masuk/kembali?code=x", "/"},
	} {
		p.QueueUser(orangIDP("kepala-contoh"))
		b := w.peramban()
		if got := b.get(b.mulai(c.ke)).Header().Get("Location"); got != c.want {
			t.Errorf("ke %q: got %q, want %q", c.ke, got, c.want)
		}
	}
}

// Two tabs sign in at once, and each comes back to its own page.
func TestSignInInTwoTabs(t *testing.T) {
	w, p := buatIDP(t)
	p.QueueUser(orangIDP("kepala-contoh"))
	p.QueueUser(orangIDP("kepala-contoh"))
	b := w.peramban()
	satu, dua := b.mulai(contoh), b.mulai("/")
	for alamat, want := range map[string]string{satu: contoh, dua: "/"} {
		if rec := b.get(alamat); rec.Header().Get("Location") != want {
			t.Errorf("got %d %q, want %q", rec.Code, rec.Header().Get("Location"), want)
		}
	}
	for k := range b.kuki {
		if strings.HasPrefix(k, "masuk-") {
			t.Errorf("left over: %s", k)
		}
	}
}

func TestSignInOutOfReach(t *testing.T) {
	w, p := buatIDP(t)
	_ = p.Server.Close()
	rec := w.get("", "/masuk/mulai")
	if rec.Code != 503 || rec.Header().Get("Set-Cookie") != "" {
		t.Errorf("got %d %q, want 503 without a cookie", rec.Code, rec.Header().Get("Set-Cookie"))
	}
	if rec := w.get("", "/masuk"); rec.Code != 200 {
		t.Errorf("sign-in page: got %d", rec.Code)
	}
	if rec := w.post("kepala-contoh", "/keluar", nil); rec.Code != 303 || rec.Header().Get("Location") != "/masuk" {
		t.Errorf("sign-out: got %d", rec.Code)
	}
}

// Signing out ends the session here and leads to where it ends at the provider.
func TestSignOut(t *testing.T) {
	w, p := buatIDP(t)
	p.end = p.Addr() + "/logout"
	rec := w.post("kepala-contoh", "/keluar", nil)
	want := url.Values{"client_id": {p.ClientID}, "logout_uri": {"http://example.com/masuk"}, "post_logout_redirect_uri": {"http://example.com/masuk"}}
	if got := rec.Header().Get("Refresh"); rec.Code != 200 || got != "0; url="+p.end+"?"+want.Encode() {
		t.Errorf("got %d %q", rec.Code, got)
	}
	memuat(t, rec.Header().Get("Set-Cookie"), "sesi=;", "Max-Age=0")
	memuat(t, rec.Body.String(), "Anda sudah keluar")
	if rec := w.kirim("", httptest.NewRequest("POST", "/keluar", nil)); rec.Code != 200 {
		t.Errorf("signed out: got %d", rec.Code)
	}
}

// Who is switched off in the table is out at once, whatever their session says.
func TestSwitchedOff(t *testing.T) {
	w := buat(t)
	o := mustDiri(t, w, "operator-contoh-layanan")
	o.Nonaktif = true
	if _, err := w.service.PutOrang(t.Context(), w.sebagai(sakip.Admin, "contoh"), o, 1); err != nil {
		t.Fatal(err)
	}
	if rec := w.get(o.Sub, contoh); rec.Code != 303 || !strings.HasPrefix(rec.Header().Get("Location"), "/masuk?ke=") {
		t.Errorf("page: got %d", rec.Code)
	}
	if rec := w.post(o.Sub, contoh+"/laporan", nil); rec.Code != 401 {
		t.Errorf("form: got %d, want 401", rec.Code)
	}
}

// Every form is one of the session that sends it.
func TestFormsHaveTheirSession(t *testing.T) {
	w := buat(t)
	kuki, sah := w.kuki(verifikator), w.csrf(verifikator)
	sebelum := w.versiTahun("dinas-contoh", 2025)
	for _, rt := range Routes() {
		if rt.Method != http.MethodPost {
			continue
		}
		alamat := rt.Path
		for nama, isi := range map[string]string{"opd": "dinas-contoh", "tahun": "2025", "indikator": "IKU-1.1", "tw": "TW4", "kode": "C", "id": "x"} {
			alamat = strings.ReplaceAll(alamat, "{"+nama+"}", isi)
		}
		for _, c := range []struct{ name, token string }{{"none", ""}, {"blank", "csrf="}, {"another person's", "csrf=" + w.csrf("kepala-contoh")},
			{"another session's", "csrf=" + w.sesi.FormToken(httpx.Session{Sub: verifikator, ID: "lain"})}, {"cut short", "csrf=" + sah[:20]}} {
			for jenis, body := range map[string]string{"application/x-www-form-urlencoded": c.token,
				"multipart/form-data; boundary=x": "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + strings.TrimPrefix(c.token, "csrf=") + "\r\n--x--\r\n"} {
				r := httptest.NewRequest("POST", alamat, strings.NewReader(body))
				r.Header.Set("Content-Type", jenis)
				r.Header.Set("Cookie", kuki)
				rec := httptest.NewRecorder()
				w.ServeHTTP(rec, r)
				if rec.Code != 403 || !strings.Contains(rec.Body.String(), string(fault.FormToken)) {
					t.Errorf("%s %s, %s: got %d, want 403 %s", alamat, jenis, c.name, rec.Code, fault.FormToken)
				}
			}
		}
	}
	if got := w.versiTahun("dinas-contoh", 2025); got != sebelum {
		t.Errorf("something was written: versi %d, was %d", got, sebelum)
	}
}

// What is sent after the session has ended is kept, and sent again after signing in.
func TestExpiryKeepsWhatWasTyped(t *testing.T) {
	w := buat(t)
	b := w.peramban()
	masuk := func(sub string) {
		b.kirim(formulir("/dev/masuk", url.Values{"orang": {sub}}))
	}
	ketik := func(alamat string, isi ...string) url.Values {
		body := b.get(alamat).Body.String()
		out := url.Values{"versi": {masukan(body, "versi")}, "kunci": {masukan(body, "kunci")}, "csrf": {masukan(body, "csrf")}}
		for i := 0; i < len(isi); i += 2 {
			out.Add(isi[i], isi[i+1])
		}
		return out
	}
	masuk(verifikator)
	solusi := "Menambah “petugas” & <alat>\nmulai triwulan depan"
	form := ketik(lembarRasio, "pembilang", "541", "penyebut", "560", "solusi", solusi)
	sebelum := w.versiTahun("dinas-contoh", 2025)
	for _, lewat := range []time.Duration{3 * time.Hour, 24 * time.Hour} {
		w.kini.Add(int64(lewat / time.Second))
		rec := b.kirim(formulir(lembarRasio, form))
		if rec.Code != 401 {
			t.Fatalf("after %s: got %d, want 401", lewat, rec.Code)
		}
		memuat(t, rec.Body.String(), "tersimpan di halaman ini", `target="_blank"`, `action="`+lembarRasio+`"`)
		form = kembalian(rec.Body.String()) // as the page sends it, also when it is sent too early
	}
	if got := w.versiTahun("dinas-contoh", 2025); got != sebelum {
		t.Fatalf("written while signed out: versi %d, was %d", got, sebelum)
	}
	if got := form.Get("solusi"); got != solusi {
		t.Errorf("kept: got %q, want %q", got, solusi)
	}

	// Somebody else signs in instead: it is not their form.
	masuk("kepala-contoh")
	if rec := b.kirim(formulir(lembarRasio, form)); rec.Code != 403 {
		t.Errorf("as somebody else: got %d, want 403", rec.Code)
	}
	masuk(verifikator)
	if rec := b.kirim(formulir(lembarRasio, form)); rec.Code != 403 {
		t.Errorf("after somebody else: got %d, want 403", rec.Code)
	}

	// The same person signs in again, in any tab.
	form = ketik(lembarRasio, "pembilang", "541", "penyebut", "560", "solusi", solusi)
	w.kini.Add(4 * 3600)
	form = kembalian(b.kirim(formulir(lembarRasio, form)).Body.String())
	masuk(verifikator)
	memuat(t, b.get("/masuk").Body.String(), "Anda sudah masuk sebagai", "Kirim isian")
	if rec := b.kirim(formulir(lembarRasio, form)); rec.Code != 303 {
		t.Fatalf("sent again: got %d %s", rec.Code, rec.Body)
	}
	memuat(t, b.get(lembarRasio).Body.String(), "541")

	// Signed out on purpose, the forms that were open are nobody's.
	form = ketik(lembarRasio, "pembilang", "542", "penyebut", "560")
	b.kirim(formulir("/keluar", url.Values{"csrf": form["csrf"]}))
	rec := b.kirim(formulir(lembarRasio, form))
	if rec.Code != 401 {
		t.Errorf("signed out: got %d, want 401", rec.Code)
	}
	tanpaTeks(t, rec.Body.String(), "tersimpan di halaman ini", "542")
	masuk(verifikator)
	if rec := b.kirim(formulir(lembarRasio, form)); rec.Code != 403 {
		t.Errorf("of an ended session: got %d, want 403", rec.Code)
	}
}

// kembalian are the hidden fields of the last form of a page.
func kembalian(body string) url.Values {
	out := url.Values{}
	_, body, _ = strings.Cut(body, `<main`)
	for _, m := range polaMasukan.FindAllString(body, -1) {
		if n, v := polaNama.FindStringSubmatch(m), polaNilai.FindStringSubmatch(m); n != nil && v != nil {
			out.Add(html.UnescapeString(n[1]), html.UnescapeString(v[1]))
		}
	}
	return out
}

// A form with a file is not kept: a page cannot hold it.
func TestExpiryOfAFormWithAFile(t *testing.T) {
	w := buat(t)
	kuki := w.kuki(verifikator)
	w.kini.Add(4 * 3600)
	r := httptest.NewRequest("POST", contoh+"/laporan", io.NopCloser(bytes.NewReader([]byte("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n"+
		w.csrf(verifikator)+"\r\n--x\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"a\"\r\n\r\nISI\r\n--x--\r\n"))))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Cookie", kuki)
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	if rec.Code != 401 {
		t.Errorf("got %d, want 401", rec.Code)
	}
	tanpaTeks(t, rec.Body.String(), "tersimpan di halaman ini", "ISI")
}

package httpx

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"

	"capaian/internal/fault"
)

const (
	issuer   = "https://idp.example/pool"
	audience = "capaian-client"
)

// sign makes a token of any claims with any key.
func sign(t testing.TB, alg jose.SignatureAlgorithm, key any, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, nil)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	jws, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jws.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// claims is a good token's, changed by pairs of name and value; nil removes.
func claims(change ...any) map[string]any {
	c := map[string]any{"iss": issuer, "aud": audience, "sub": "sub-1", "exp": someday.Add(time.Hour).Unix()}
	for i := 0; i < len(change); i += 2 {
		if name := change[i].(string); change[i+1] == nil {
			delete(c, name)
		} else {
			c[name] = change[i+1]
		}
	}
	return c
}

// counting tells how often signatures were checked.
type counting struct {
	oidc.KeySet
	n atomic.Int64
}

func (c *counting) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	c.n.Add(1)
	return c.KeySet.VerifySignature(ctx, jwt)
}

func at(now time.Time) func() time.Time { return func() time.Time { return now } }

func TestVerifier(t *testing.T) {
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, other, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	rs, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	es, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	keys := &oidc.StaticKeySet{PublicKeys: []crypto.PublicKey{ed.Public(), rs.Public(), es.Public()}}

	b64 := base64.RawURLEncoding.EncodeToString
	good := sign(t, jose.EdDSA, ed, claims())
	parts := strings.Split(good, ".")
	payload, err := json.Marshal(claims("sub", "admin"))
	if err != nil {
		t.Fatal(err)
	}
	sig, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		t.Fatal(err)
	}
	sig[10] ^= 1

	for _, tt := range []struct{ name, token, sub string }{ // sub "": refused
		{"EdDSA", good, "sub-1"},
		{"RS256", sign(t, jose.RS256, rs, claims()), "sub-1"},
		{"ES256", sign(t, jose.ES256, es, claims()), "sub-1"},
		{"one of several audiences", sign(t, jose.EdDSA, ed, claims("aud", []string{"x", audience})), "sub-1"},
		{"Cognito access token", sign(t, jose.EdDSA, ed, claims("aud", nil, "client_id", audience)), "sub-1"},

		{"none at all", "", ""},
		{"no token", "abc", ""},
		{"altered claims", parts[0] + "." + b64(payload) + "." + parts[2], ""},
		{"altered signature", parts[0] + "." + parts[1] + "." + b64(sig), ""},
		{"no signature", parts[0] + "." + parts[1] + ".", ""},
		{"alg none", b64([]byte(`{"alg":"none"}`)) + "." + parts[1] + ".", ""},
		{"alg none with a signature", b64([]byte(`{"alg":"none"}`)) + "." + parts[1] + "." + parts[2], ""},
		{"HMAC with the public key", sign(t, jose.HS256, []byte(ed.Public().(ed25519.PublicKey)), claims()), ""},
		{"RS384", sign(t, jose.RS384, rs, claims()), ""},
		{"other key", sign(t, jose.EdDSA, other, claims()), ""},
		{"expired", sign(t, jose.EdDSA, ed, claims("exp", someday.Add(-time.Second).Unix())), ""},
		{"without expiry", sign(t, jose.EdDSA, ed, claims("exp", nil)), ""},
		{"not yet", sign(t, jose.EdDSA, ed, claims("nbf", someday.Add(time.Hour).Unix())), ""},
		{"other issuer", sign(t, jose.EdDSA, ed, claims("iss", "https://evil.example")), ""},
		{"other audience", sign(t, jose.EdDSA, ed, claims("aud", "other")), ""},
		{"other audience with our client_id", sign(t, jose.EdDSA, ed, claims("aud", "other", "client_id", audience)), ""},
		{"other client_id", sign(t, jose.EdDSA, ed, claims("aud", nil, "client_id", "other")), ""},
		{"neither aud nor client_id", sign(t, jose.EdDSA, ed, claims("aud", nil)), ""},
		{"client_id of another type", sign(t, jose.EdDSA, ed, claims("aud", nil, "client_id", 7)), ""},
		{"empty sub", sign(t, jose.EdDSA, ed, claims("sub", "")), ""},
		{"no sub", sign(t, jose.EdDSA, ed, claims("sub", nil)), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := OIDC(issuer, audience, keys, at(someday))
			for _, round := range []string{"first", "again"} {
				sub, err := v.Sub(context.Background(), tt.token)
				if sub != tt.sub || (tt.sub != "") != (err == nil) {
					t.Fatalf("%s: got %q %v, want %q", round, sub, err, tt.sub)
				}
				if err != nil && fault.CodeOf(err) != fault.Unauthenticated {
					t.Errorf("%s: got %v, want unauthenticated", round, err)
				}
			}
		})
	}
}

// Without an audience configured nothing must slip through as a match of blanks.
func TestVerifierWithoutAudience(t *testing.T) {
	dev := NewDevIssuer([32]byte{1}, at(someday), issuer, "")
	v := OIDC(issuer, "", dev.KeySet(), at(someday))
	token := sign(t, jose.EdDSA, dev.key, claims("aud", nil, "client_id", ""))
	if sub, err := v.Sub(context.Background(), token); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("got %q %v, want unauthenticated", sub, err)
	}
}

func TestVerifierRemembers(t *testing.T) {
	now := someday
	clock := func() time.Time { return now }
	dev := NewDevIssuer([32]byte{1}, clock, issuer, audience)
	keys := &counting{KeySet: dev.KeySet()}
	v := OIDC(issuer, audience, keys, clock)
	long, err := dev.Token("sub-1", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	brief, err := dev.Token("sub-2", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, token string
		after       time.Duration
		sub         string
		checks      int64 // so far
	}{
		{"first sight", long, 0, "sub-1", 1},
		{"remembered", long, memoryTTL - time.Second, "sub-1", 1},
		{"looked at again", long, memoryTTL, "sub-1", 2},
		{"other token", brief, 0, "sub-2", 3},
		{"remembered to its end", brief, 59 * time.Second, "sub-2", 3},
		{"never beyond its end", brief, 61 * time.Second, "", 4},
		{"a refusal isn't remembered", brief, 61 * time.Second, "", 5},
	} {
		now = someday.Add(tt.after)
		sub, err := v.Sub(context.Background(), tt.token)
		if sub != tt.sub || (err == nil) != (tt.sub != "") || keys.n.Load() != tt.checks {
			t.Errorf("%s: got %q %v after %d checks, want %q after %d", tt.name, sub, err, keys.n.Load(), tt.sub, tt.checks)
		}
	}
}

func TestVerifierMemoryIsBounded(t *testing.T) {
	dev := NewDevIssuer([32]byte{1}, at(someday), issuer, audience)
	v := OIDC(issuer, audience, dev.KeySet(), at(someday)).(*verifier)
	for i := range memorySize + 10 {
		var key [32]byte
		copy(key[:], strconv.Itoa(i))
		v.remember(key, remembered{sub: "x", until: someday.Add(time.Minute)})
	}
	if len(v.seen) != memorySize {
		t.Errorf("remembered: got %d, want %d", len(v.seen), memorySize)
	}
	token, err := dev.Token("sub-1", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if sub, err := v.Sub(context.Background(), token); sub != "sub-1" || err != nil || len(v.seen) != memorySize {
		t.Errorf("when full: got %q %v, %d remembered", sub, err, len(v.seen))
	}
}

func TestVerifierConcurrently(t *testing.T) {
	dev := NewDevIssuer([32]byte{1}, at(someday), issuer, audience)
	v := OIDC(issuer, audience, dev.KeySet(), at(someday))
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			want := fmt.Sprint("sub-", i%4)
			token, err := dev.Token(want, time.Hour)
			if err != nil {
				t.Error(err)
			}
			for range 20 {
				if sub, err := v.Sub(context.Background(), token); sub != want || err != nil {
					t.Errorf("got %q %v, want %q", sub, err, want)
				}
			}
		})
	}
	wg.Wait()
}

// With the issuer's keys out of reach nobody is told that they aren't signed in.
func TestVerifierKeysOutOfReach(t *testing.T) {
	idp := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "down", http.StatusBadGateway)
	}))
	defer idp.Close()
	dev := NewDevIssuer([32]byte{1}, at(someday), issuer, audience)
	token, err := dev.Token("sub-1", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	v := OIDC(issuer, audience, oidc.NewRemoteKeySet(context.Background(), idp.URL), at(someday))
	if _, err := v.Sub(context.Background(), token); fault.CodeOf(err) != fault.Busy {
		t.Errorf("keys out of reach: got %v, want busy", err)
	}
	if _, err := v.Sub(context.Background(), "abc"); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("no token: got %v, want unauthenticated", err)
	}
}

func TestVerifierRemoteKeys(t *testing.T) {
	dev := NewDevIssuer([32]byte{1}, at(someday), issuer, audience)
	other := NewDevIssuer([32]byte{2}, at(someday), issuer, audience)
	idp := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = WriteJSON(w, 200, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: dev.key.Public(), Algorithm: "EdDSA"}}})
	}))
	defer idp.Close()
	v := OIDC(issuer, audience, oidc.NewRemoteKeySet(context.Background(), idp.URL), at(someday))
	for _, tt := range []struct {
		name string
		by   *DevIssuer
		code fault.Code
	}{{"published key", dev, ""}, {"other key", other, fault.Unauthenticated}} {
		token, err := tt.by.Token("sub-1", time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.Sub(context.Background(), token); fault.CodeOf(err) != tt.code {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.code)
		}
	}
}

func TestDevIssuer(t *testing.T) {
	now := someday
	clock := func() time.Time { return now }
	first, again := NewDevIssuer([32]byte{7}, clock, issuer, audience), NewDevIssuer([32]byte{7}, clock, issuer, audience)
	token, err := first.Token("siti", 10*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	v := OIDC(issuer, audience, again.KeySet(), clock)
	if sub, err := v.Sub(context.Background(), token); sub != "siti" || err != nil {
		t.Errorf("same seed: got %q %v, want siti", sub, err)
	}
	now = someday.Add(11 * time.Minute)
	if sub, err := v.Sub(context.Background(), token); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("after its time: got %q %v, want unauthenticated", sub, err)
	}
	now = someday
	elsewhere := OIDC(issuer, audience, NewDevIssuer([32]byte{8}, clock, issuer, audience).KeySet(), clock)
	if sub, err := elsewhere.Sub(context.Background(), token); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("other seed: got %q %v, want unauthenticated", sub, err)
	}
}

func TestToken(t *testing.T) {
	for header, want := range map[string]string{
		"Bearer abc": "abc", "bearer abc": "abc", "BEARER  abc ": "abc",
		"": "", "Bearer": "", "Bearer ": "", "Basic abc": "", "abc": "", "Bearerabc": "",
	} {
		r := &http.Request{Header: http.Header{"Authorization": {header}}}
		if got := Token(r); got != want {
			t.Errorf("%q: got %q, want %q", header, got, want)
		}
	}
}

type fixedVerifier map[string]string

func (f fixedVerifier) Sub(_ context.Context, token string) (string, error) {
	if sub, ok := f[token]; ok {
		return sub, nil
	}
	return "", fault.Wrap(fault.Unauthenticated, errors.New("unknown token"))
}

func TestRequireSub(t *testing.T) {
	var got string
	h := API(RequireSub(fixedVerifier{"t1": "siti"}, Token, func(_ http.ResponseWriter, r *http.Request) error {
		got = Sub(r.Context())
		return nil
	}), slog.New(slog.DiscardHandler))
	for _, tt := range []struct {
		token, sub string
		status     int
	}{{"t1", "siti", 200}, {"t2", "", 401}} {
		got = ""
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Authorization", "Bearer "+tt.token)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got != tt.sub || w.Code != tt.status {
			t.Errorf("%s: got %q %d, want %q %d", tt.token, got, w.Code, tt.sub, tt.status)
		}
	}
	if Sub(context.Background()) != "" || RequestID(context.Background()) != "" {
		t.Error("an empty context: got a sub or a number, want none")
	}
}

// What the memory of verified tokens saves, for the algorithm Cognito uses.
func BenchmarkVerify(b *testing.B) {
	rs, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		b.Fatal(err)
	}
	keys := &oidc.StaticKeySet{PublicKeys: []crypto.PublicKey{rs.Public()}}
	token := sign(b, jose.RS256, rs, claims())
	for _, memory := range []bool{false, true} {
		b.Run(fmt.Sprintf("memory=%v", memory), func(b *testing.B) {
			v := OIDC(issuer, audience, keys, at(someday)).(*verifier)
			b.ReportAllocs()
			for b.Loop() {
				if !memory {
					clear(v.seen)
				}
				if _, err := v.Sub(context.Background(), token); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package httpx

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"

	"capaian/internal/fault"
)

// A Verifier tells whom a token proves: its sub and nothing else. Role, unit
// and kabupaten come from the table, never from claims a user might set.
// A token that proves nobody is fault.Unauthenticated; fault.Busy says that the
// issuer's keys couldn't be fetched, which is no reason to sign anyone out.
type Verifier interface {
	Sub(ctx context.Context, token string) (string, error)
}

const (
	// A verified token is believed without another look for at most this long.
	memoryTTL = 5 * time.Minute
	// memorySize bounds the tokens remembered; an entry is about 150 bytes.
	memorySize = 4096
)

// signingAlgs are signatures by a key that only the issuer has; HMAC and none stay out.
var signingAlgs = []string{string(jose.RS256), string(jose.ES256), string(jose.EdDSA)}

// OIDC verifies tokens of issuer, meant for audience and signed by keys; clock
// tells whether they have expired. It is safe for concurrent use. Verified
// tokens are remembered by their hash, since the same one comes with every page
// and a signature check costs about a hundred look-ups (BenchmarkVerify).
func OIDC(issuer, audience string, keys oidc.KeySet, clock func() time.Time) Verifier {
	return &verifier{
		tokens: oidc.NewVerifier(issuer, keySet{keys}, &oidc.Config{
			SupportedSigningAlgs: signingAlgs,
			SkipClientIDCheck:    true, // done in meantFor
			Now:                  clock,
		}),
		audience: audience,
		clock:    clock,
		seen:     make(map[[sha256.Size]byte]remembered),
	}
}

// Remote is OIDC with the keys that the issuer publishes, fetched when first needed and
// again when a token names one that is not known.
func Remote(ctx context.Context, issuer, audience string, clock func() time.Time) Verifier {
	return OIDC(issuer, audience, oidc.NewRemoteKeySet(ctx, strings.TrimRight(issuer, "/")+"/.well-known/jwks.json"), clock)
}

type verifier struct {
	tokens   *oidc.IDTokenVerifier
	audience string
	clock    func() time.Time

	mu   sync.Mutex
	seen map[[sha256.Size]byte]remembered // never the token itself
}

type remembered struct {
	sub   string
	until time.Time
}

func (v *verifier) Sub(ctx context.Context, token string) (string, error) {
	if token == "" {
		return "", fault.New(fault.Unauthenticated)
	}
	key, now := sha256.Sum256([]byte(token)), v.clock()
	v.mu.Lock()
	known, ok := v.seen[key]
	v.mu.Unlock()
	if ok && now.Before(known.until) {
		return known.sub, nil
	}
	sub, exp, err := v.verify(ctx, token)
	if err != nil {
		return "", err
	}
	until := now.Add(memoryTTL)
	if exp.Before(until) {
		until = exp
	}
	v.remember(key, remembered{sub, until})
	return sub, nil
}

// verify checks token in full.
func (v *verifier) verify(ctx context.Context, token string) (sub string, exp time.Time, err error) {
	var down error
	t, err := v.tokens.Verify(context.WithValue(ctx, keysDown{}, &down), token)
	switch {
	case err != nil && down != nil:
		return "", time.Time{}, fault.Wrap(fault.Busy, down)
	case err != nil:
		return "", time.Time{}, fault.Wrap(fault.Unauthenticated, err)
	case !v.meantFor(t):
		return "", time.Time{}, fault.Wrap(fault.Unauthenticated, errors.New("token is for another audience"))
	case t.Subject == "":
		return "", time.Time{}, fault.Wrap(fault.Unauthenticated, errors.New("token has no sub"))
	}
	return t.Subject, t.Expiry, nil
}

// meantFor checks the audience. Cognito's access tokens have no aud and carry
// the app client's id as client_id instead, while its ID tokens carry the same
// id as aud; client_id counts only where aud is absent.
func (v *verifier) meantFor(t *oidc.IDToken) bool {
	if len(t.Audience) > 0 {
		return slices.Contains(t.Audience, v.audience)
	}
	var claims struct {
		ClientID string `json:"client_id"`
	}
	return t.Claims(&claims) == nil && claims.ClientID != "" && claims.ClientID == v.audience
}

func (v *verifier) remember(key [sha256.Size]byte, r remembered) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.seen) >= memorySize {
		// Any one may go: what is lost is one signature check. Only verified
		// tokens come here, so nobody can flush it with garbage.
		for old := range v.seen {
			delete(v.seen, old)
			break
		}
	}
	v.seen[key] = r
}

// keySet notes why keys couldn't be fetched. go-oidc flattens that into a text,
// and a bad signature looks the same; but only a failed fetch wraps its cause.
type keySet struct{ oidc.KeySet }

type keysDown struct{}

func (k keySet) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	payload, err := k.KeySet.VerifySignature(ctx, jwt)
	if down, ok := ctx.Value(keysDown{}).(*error); ok && errors.Unwrap(err) != nil {
		*down = err
	}
	return payload, err
}

// RequireSub runs h with the sub that v proves by the token of the request; h
// reads it with Sub.
func RequireSub(v Verifier, token func(*http.Request) string, h HandlerFunc) HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		sub, err := v.Sub(r.Context(), token(r))
		if err != nil {
			return err
		}
		return h(w, r.WithContext(WithSub(r.Context(), sub)))
	}
}

// Token is the bearer token of an API request (RFC 6750 §2.1), "" without one.
func Token(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

type (
	requestIDKey struct{}
	subKey       struct{}
)

// WithRequestID is ctx with the number that logs and problems of this request bear.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// RequestID is the number set by WithRequestID, or "".
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// WithSub is ctx with the sub that a Verifier proved.
func WithSub(ctx context.Context, sub string) context.Context {
	return context.WithValue(ctx, subKey{}, sub)
}

// Sub is the proven sub, or "" for a request that nobody signed for.
func Sub(ctx context.Context) string {
	sub, _ := ctx.Value(subKey{}).(string)
	return sub
}

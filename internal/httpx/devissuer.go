package httpx

import (
	"crypto"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// DevIssuer signs tokens for anyone who asks and so stands in for the identity
// provider in local mode, where its tokens go through the same Verifier as
// real ones. It must never be wired outside local mode.
type DevIssuer struct {
	key              ed25519.PrivateKey
	clock            func() time.Time
	issuer, audience string
}

// NewDevIssuer makes an issuer whose Ed25519 key follows from seed: the same
// seed verifies the tokens of an earlier run.
func NewDevIssuer(seed [ed25519.SeedSize]byte, clock func() time.Time, issuer, audience string) *DevIssuer {
	return &DevIssuer{key: ed25519.NewKeyFromSeed(seed[:]), clock: clock, issuer: issuer, audience: audience}
}

// Token is a signed token that proves sub until ttl from now.
func (d *DevIssuer) Token(sub string, ttl time.Duration) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: d.key}, nil)
	if err != nil {
		return "", fmt.Errorf("development issuer: %w", err)
	}
	now := d.clock()
	token, err := jwt.Signed(signer).Claims(jwt.Claims{
		Issuer:   d.issuer,
		Subject:  sub,
		Audience: jwt.Audience{d.audience},
		IssuedAt: jwt.NewNumericDate(now),
		Expiry:   jwt.NewNumericDate(now.Add(ttl)),
	}).Serialize()
	if err != nil {
		return "", fmt.Errorf("development issuer: %w", err)
	}
	return token, nil
}

// KeySet verifies what the issuer signed.
func (d *DevIssuer) KeySet() oidc.KeySet {
	return &oidc.StaticKeySet{PublicKeys: []crypto.PublicKey{d.key.Public()}}
}

// JWKS is the public key as an identity provider publishes it (RFC 7517).
func (d *DevIssuer) JWKS() []byte {
	b, _ := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: d.key.Public(), Algorithm: string(jose.EdDSA), Use: "sig"}}})
	return b
}

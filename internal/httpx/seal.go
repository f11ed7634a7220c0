package httpx

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
)

// sealer hands values to a browser that it can neither read nor make: AES-256-GCM under a
// key of one purpose, so that what was sealed for one is refused for every other.
type sealer struct{ aead cipher.AEAD }

// newSealer derives the key of a purpose from the program's secret of ≥ 32 bytes.
func newSealer(secret []byte, purpose string) sealer {
	// None of the three fails for a key of this length.
	key, _ := hkdf.Key(sha256.New, secret, nil, "capaian "+purpose, 32)
	block, _ := aes.NewCipher(key)
	aead, _ := cipher.NewGCMWithRandomNonce(block)
	return sealer{aead}
}

// seal writes v so that it fits a cookie.
func (s sealer) seal(v any) string {
	b, _ := json.Marshal(v) // values of ours: texts and numbers
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, b, nil))
}

// open reads what seal wrote into the value that into points at.
func (s sealer) open(text string, into any) bool {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return false
	}
	if b, err = s.aead.Open(nil, nil, b, nil); err != nil {
		return false
	}
	return json.Unmarshal(b, into) == nil
}

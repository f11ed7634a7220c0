package akun_test

import (
	"testing"

	"capaian/internal/akun"
	"capaian/internal/akun/akuntest"
)

func TestLokal(t *testing.T) { akuntest.Run(t, akun.Lokal{}) }

package service

import (
	"context"

	"capaian/internal/sakip"
)

// Izin checks a right as the methods do: on a kabupaten, a unit of an agency, or an agency.
func (s *Service) Izin(ctx context.Context, o sakip.Orang, a Aksi, kab, opd, unit string) error {
	switch {
	case kab != "":
		return izinKabupaten(o, a, kab)
	case unit != "":
		return s.izinUnit(ctx, o, a, opd, unit)
	}
	return s.izinOPD(ctx, o, a, opd)
}

// VerifyPartition walks the audit chain of any partition.
var VerifyPartition = verifikasi

// BahanLKE reads all that criteria of a year are answered from.
func BahanLKE(s *Service, opd string, tahun int) func(context.Context) (sakip.BahanLKE, error) {
	return func(ctx context.Context) (sakip.BahanLKE, error) {
		return (&bahanLKE{s: s, opd: opd, tahun: tahun}).untuk(ctx, sakip.SemuaOtomatis()...)
	}
}

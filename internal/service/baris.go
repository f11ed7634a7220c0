package service

import (
	"capaian/internal/record"
	"capaian/internal/store"
)

// Baris names one row of a planning document, for reading its Versi and for DeleteBaris.
type Baris = store.Key

// BarisIndikator is an indicator's row.
func BarisIndikator(id string) Baris { return record.KeyIndikator(id) }

// BarisPerjanjian is the row of a version of the agreement.
func BarisPerjanjian(versi string) Baris { return record.KeyPerjanjian(versi) }

// BarisRencanaAksi is the row of an indicator's plan of one quarter.
func BarisRencanaAksi(indikator string, tw int) Baris { return record.KeyRencanaAksi(indikator, tw) }

// BarisPembanding is a benchmark table's row.
func BarisPembanding(id string) Baris { return record.KeyPembanding(id) }

// BarisFakta is a fact's row.
func BarisFakta(id string) Baris { return record.KeyFakta(id) }

// BarisRekomendasi is a recommendation's row.
func BarisRekomendasi(no int) Baris { return record.KeyRekomendasi(no) }

// BarisNarasi is the row of a text of the report.
func BarisNarasi(bagian string) Baris { return record.KeyNarasi(bagian) }

// BarisProfil is the row of an agency's profile.
func BarisProfil() Baris { return record.KeyProfil() }

// BarisRenstra is the row of an agency's plan.
func BarisRenstra() Baris { return record.KeyRenstra() }

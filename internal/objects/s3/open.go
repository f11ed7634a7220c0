package s3

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Open makes a Bucket with the region and credentials that the platform gives.
func Open(ctx context.Context, name string) (*Bucket, error) {
	c, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("AWS configuration: %w", err)
	}
	return New(s3.NewFromConfig(c), name), nil
}

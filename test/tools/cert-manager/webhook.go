package main

import (
	"context"
	"os"

	"github.com/cert-manager/cert-manager/internal/webhook"
	logf "github.com/cert-manager/cert-manager/pkg/logs"
	"github.com/cert-manager/cert-manager/pkg/webhook/options"
	"github.com/spf13/pflag"
)

func webhookCommand(flags *pflag.FlagSet) func(context.Context) error {
	configuration, err := options.NewWebhookConfiguration()
	if err != nil {
		fail(err)
	}
	configuration.KubeConfig = os.Getenv("KUBECONFIG")
	options.AddConfigFlags(flags, configuration)
	return func(ctx context.Context) error {
		server, err := webhook.NewCertManagerWebhookServer(logf.FromContext(ctx), *configuration)
		if err != nil {
			return err
		}
		return server.Run(ctx)
	}
}

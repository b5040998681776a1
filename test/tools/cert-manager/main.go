// Runs cert-manager's controller, webhook or cainjector as a plain process, from cert-manager's own packages: upstream's
// commands are modules that the Go proxy does not have. Flags are those that Plinth's Deployments pass.
// usage: cert-manager controller|webhook|cainjector FLAGS...
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	logf "github.com/cert-manager/cert-manager/pkg/logs"
	"github.com/spf13/pflag"
	ctrl "sigs.k8s.io/controller-runtime"
)

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: cert-manager controller|webhook|cainjector FLAGS"))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	logf.InitLogs()
	ctrl.SetLogger(logf.Log)
	ctx = logf.NewContext(ctx, logf.Log, os.Args[1])
	flags := pflag.NewFlagSet(os.Args[1], pflag.ExitOnError)
	var run func(context.Context) error
	switch os.Args[1] {
	case "controller":
		run = controllerCommand(flags)
	case "webhook":
		run = webhookCommand(flags)
	case "cainjector":
		run = cainjectorCommand(flags)
	default:
		fail(fmt.Errorf("no such part: %s", os.Args[1]))
	}
	if err := flags.Parse(os.Args[2:]); err != nil {
		fail(err)
	}
	if err := run(ctx); err != nil && ctx.Err() == nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

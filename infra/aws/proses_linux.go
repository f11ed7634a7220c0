package main

import (
	"os/exec"
	"syscall"
)

// dieWithParent lets no program outlive this one, however it ends; Ctrl-C is for this one
// alone.
func dieWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

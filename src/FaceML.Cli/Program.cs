using System.Runtime.InteropServices;
using FaceML.Cli;

// Registered before anything runs: the command line library listens only once an action has given its thread back, which a computing one
// does at its end.
using CancellationTokenSource stop = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), terminate =
    PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await Tool.RunAsync(args, Console.Out, Console.Error, stop.Token);

// The first signal asks; a second one ends the process at once.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

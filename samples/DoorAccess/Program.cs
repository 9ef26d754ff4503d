using DoorAccess;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the frame at hand is finished, and what it decides is logged
    stop.Cancel();
};
return await DoorCommand.RunAsync(args, Console.Out, Console.Error, stop.Token);

using Attendance;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await AttendanceCommand.RunAsync(args, Console.Out, Console.Error, stop.Token);

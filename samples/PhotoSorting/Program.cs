using PhotoSorting;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await PhotoSortingCommand.RunAsync(args, Console.Out, Console.Error, stop.Token);

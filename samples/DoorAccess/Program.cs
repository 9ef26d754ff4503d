using DoorAccess;
using Samples;

return await CommandRun.UntilCancelKeyAsync(stop => DoorCommand.RunAsync(args, Console.Out, Console.Error, stop));

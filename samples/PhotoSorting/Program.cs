using PhotoSorting;
using Samples;

return await CommandRun.UntilCancelKeyAsync(stop => PhotoSortingCommand.RunAsync(args, Console.Out, Console.Error, stop));

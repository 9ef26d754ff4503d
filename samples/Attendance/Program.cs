using Attendance;
using Samples;

return await CommandRun.UntilCancelKeyAsync(stop => AttendanceCommand.RunAsync(args, Console.Out, Console.Error, stop));

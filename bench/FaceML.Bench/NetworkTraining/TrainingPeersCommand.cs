using FaceML.Training.Optimization;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// <c>training-peers</c>: one step of training the same block, from the same weights on the same batch, by FaceML and by TorchSharp, in
/// turns in one process. Loss and derivatives of the first step are compared: what is timed is the same work.
/// </summary>
internal static class TrainingPeersCommand
{
    private const float LearningRate = 0.01f;

    // Of the largest element of a derivative; both compute in float32.
    private const double SameWithin = 1e-3;

    private const int WarmUp = 3;

    public static Command Create()
    {
        Setting<int> batch = new("--batch", 32, "Rows in a batch.");
        Setting<int> rounds = new("--rounds", 50, "Steps of each.");
        Setting<int> threads = new("--threads", Environment.ProcessorCount, "Threads of each.");
        Option<int?> slice = new("--slice") { Description = "Rows that FaceML runs at once; its choice when left out." };
        Option<DirectoryInfo?> libtorch = new("--libtorch")
        {
            Description = $"The folder of libtorch's libraries. Default: what {TorchLibrary.FolderVariable} names, or NuGet's cache.",
            DefaultValueFactory = _ =>
                Environment.GetEnvironmentVariable(TorchLibrary.FolderVariable) is { Length: > 0 } path ? new(path) : null,
        };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("training-peers", "One step of training a block, by FaceML and by TorchSharp, in turns.")
        {
            batch, rounds, threads, slice, libtorch, json,
        };
        command.SetAction(parsed =>
        {
            string? missing = TorchLibrary.Load(parsed.GetValue(libtorch));
            if (missing is not null)
            {
                Console.Error.WriteLine($"Skipped TorchSharp: {missing}.");
            }

            Report report = new(
                $"A step of one block, batch {Text(parsed.GetValue(batch))}, threads {Text(parsed.GetValue(threads))}, "
                    + $"rounds {Text(parsed.GetValue(rounds))}",
                "each convolution", "trained by", "step ms, median", "least", "forward, median", "loss and backward, median",
                "update, median", "ratio to FaceML, median", "range of the middle half", "loss",
                "largest difference of a derivative, of its largest element");
            foreach (bool isNormalized in new[] { false, true })
            {
                var block = new TrainingBlock(parsed.GetValue(batch), isNormalized);
                var sgd = new SgdOptions();
                int count = parsed.GetValue(threads);
                using var own = new OwnBlockStep(block, sgd, LearningRate, count, isNormalized ? null : parsed.GetValue(slice));
                using IBlockStep? torch = missing is null ? new TorchBlockStep(block, sgd, LearningRate, count) : null;
                Compare(report, block, own, torch, parsed.GetValue(rounds));
            }

            report.Print(Console.Out);
            report.Write(parsed.GetValue(json));
        });
        return command;
    }

    private static void Compare(Report report, TrainingBlock block, IBlockStep own, IBlockStep? torch, int rounds)
    {
        own.Step();
        torch?.Step();
        (double ownLoss, double? torchLoss) = (own.Loss, torch?.Loss);
        double? difference = torch is null ? null : Difference(block, own, torch);
        BlockStepTime[] ownTimes = new BlockStepTime[rounds], torchTimes = new BlockStepTime[torch is null ? 0 : rounds];
        for (int round = -WarmUp; round < rounds; round++)
        {
            // Who comes first changes, so that neither always runs into what the other leaves behind.
            foreach (bool isOwn in round % 2 == 0 ? new[] { true, false } : [false, true])
            {
                if ((isOwn ? own : torch)?.Step() is { } time && round >= 0)
                {
                    (isOwn ? ownTimes : torchTimes)[round] = time;
                }
            }
        }

        Add(report, block, "FaceML", ownTimes, ownTimes, ownLoss, null);
        if (torch is not null)
        {
            Add(report, block, "TorchSharp", torchTimes, ownTimes, torchLoss!.Value, difference);
        }
    }

    private static void Add(
        Report report, TrainingBlock block, string name, BlockStepTime[] times, BlockStepTime[] own, double loss, double? difference)
    {
        double[] ratios = [.. times.Zip(own, (time, other) => time.Whole / other.Whole).Order()];
        report.Add(block.IsNormalized ? "BatchNormalization" : "bias", name, Median(times, time => time.Whole),
            Text(times.Min(time => time.Whole), "0.0"), Median(times, time => time.Forward), Median(times, time => time.Backward),
            Median(times, time => time.Update), Text(ratios[ratios.Length / 2], "0.00"),
            $"{Text(ratios[ratios.Length / 4], "0.00")}–{Text(ratios[ratios.Length * 3 / 4], "0.00")}", Text(loss, "0.000000"),
            difference is { } much ? Text(much, "0.0E+0") : "–");
    }

    // The largest of all derivatives; above what rounding makes, the two would not do the same work.
    private static double Difference(TrainingBlock block, IBlockStep own, IBlockStep torch)
    {
        double largest = 0;
        foreach (string name in block.Weights.Select(weight => weight.Name).Append(TrainingBlock.Input))
        {
            float[] ours = own.Gradient(name), theirs = torch.Gradient(name);
            float scale = TensorPrimitives.MaxMagnitude<float>(theirs);
            TensorPrimitives.Subtract(ours, theirs, ours);
            double difference = Math.Abs(TensorPrimitives.MaxMagnitude<float>(ours)) / Math.Abs(scale);
            if (!(difference < SameWithin))
            {
                throw new InvalidOperationException(
                    $"The derivative of {name} differs by {Text(difference, "0.0E+0")} of its largest element.");
            }

            largest = Math.Max(largest, difference);
        }

        return largest;
    }

    private static string Median(BlockStepTime[] times, Func<BlockStepTime, double> part) =>
        Text(times.Select(part).Order().ElementAt(times.Length / 2), "0.0");

    private static string Text(double value, string format = "0") => value.ToString(format, CultureInfo.InvariantCulture);
}

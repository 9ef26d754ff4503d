using FaceML.Onnx;
using FaceML.Training.Algebra;
using FaceML.Training.Gradients;
using FaceML.Training.Networks;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// <c>train-network-cost</c>: what a step of training a network costs beside its forward pass, how much memory it takes at most and whether
/// that grows. Every figure comes from a process of its own. In each round the forward pass, weights being constants and ONNX Runtime
/// optimizing as it likes, and a whole step are timed next to each other.
/// </summary>
internal static class NetworkCostCommand
{
    private const int Classes = 100;

    public static Command Create()
    {
        Option<FileInfo?> network = PathOption.File("--network", "An ONNX file; the default recipe's embedder when left out.");
        Option<int[]> batches = new("--batches")
        {
            Description = "Rows in a batch.",
            DefaultValueFactory = _ => [32, 64],
            AllowMultipleArgumentsPerToken = true,
        };
        Setting<int> rounds = new("--rounds", 12, "How often forward pass and step are timed.");
        Setting<int> steps = new("--steps", 1000, "Steps over which memory is watched, at a batch of 8; 0 leaves it out.");
        Setting<int> threads = new("--threads", 2,
            "Threads of both. On a busy machine only the processor time of one thread is to be trusted: two wait for each other.");
        Option<int?> slice = new("--slice") { Description = "Rows that run at once; the library's choice when left out." };
        Option<string?> part = new("--part") { Description = "What a process of its own measures.", Hidden = true };
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("train-network-cost", "A step of network training against the forward pass: time, memory, growth.") { network,
            batches, rounds, steps, threads, slice, part, json };
        command.SetAction(parsed =>
        {
            OnnxModel model = OnnxModel.Read(parsed.GetValue(network)?.FullName ?? NetworkCatalog.Default().Find("faceplugin-512").Path);
            if (parsed.GetValue(part) is { } child)
            {
                Measure(model, child.Split(':'), parsed.GetValue(threads), parsed.GetValue(slice));
                return;
            }

            string[] common = ["--threads", Text(parsed.GetValue(threads)),
                .. parsed.GetValue(network) is { } file
                ? new[] { "--network", file.FullName }
                : [], .. parsed.GetValue(slice) is { } s ? new[] { "--slice", Text(s) } : []];
            Run(common, parsed.GetValue(batches)!, parsed.GetValue(rounds), parsed.GetValue(steps), parsed.GetValue(json));
        });
        return command;
    }

    private static void Run(string[] common, int[] batches, int rounds, int steps, FileInfo? json)
    {
        Report report = new($"A step of training, {common[1]} threads", "batch", "variant", "forward ms", "step ms", "step / forward",
            "of processor time", "peak MB");
        foreach ((int batch, string variant) in batches.SelectMany(b => new[] { "plain", "recompute", "frozen" }.Select(v => (b, v))))
        {
            string[] time = Child(common, $"time:{batch}:{variant}:{rounds}"), memory = Child(common, $"memory:{batch}:{variant}:3");
            report.Add(batch, variant, time[0], time[1], time[2], time[3], memory[^1]);
        }

        report.Print(Console.Out);
        report.Write(json);
        if (steps > 0)
        {
            string[] memory = Child(common, $"memory:8:plain:{steps}");
            Console.WriteLine();
            Console.WriteLine($"Memory at a batch of 8, garbage given back, after each tenth of {steps} steps: "
                + $"{string.Join(", ", memory[..^1])} MB; {memory[^1]} MB at most.");
        }
    }

    private static void Measure(OnnxModel model, string[] part, int threads, int? slice)
    {
        (string what, int batch, string variant, int rounds) =
            (part[0], int.Parse(part[1], CultureInfo.InvariantCulture), part[2], int.Parse(part[3], CultureInfo.InvariantCulture));
        using var trainer = new NetworkTrainer(model, Classes, new NetworkTrainerOptions
        {
            Gradients = new GradientOptions
            {
                BatchSize = batch,
                SliceSize = slice,
                Recompute = variant == "recompute",
                FrozenUpTo = variant == "frozen" ? Middle(model) : null,
            },
            Threads = threads,
            LearningRate = 1e-4,
        });
        int row = (int)model.Graph.RequiredInputs.Single().Shape!.Skip(1).Aggregate(1L, (a, d) => a * d.Value!.Value);
        var random = new TrainingRandom(1);
        float[] pixels = new float[batch * row];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (float)random.NextNormal();
        }

        var examples = new TrainingBatch(pixels, [.. Enumerable.Range(0, batch).Select(i => i % Classes)]);
        Console.WriteLine(string.Join(
            '\t', what == "time" ? Time(model, trainer, examples, threads, rounds) : Memory(trainer, examples, rounds)));
    }

    private static string[] Time(OnnxModel model, NetworkTrainer trainer, TrainingBatch batch, int threads, int rounds)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        // Otherwise the threads of this session would still be looking for work when the step begins.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        using var session = new InferenceSession(WithRows(model, batch.Labels.Length).ToBytes(), options);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            batch.Pixels, [batch.Labels.Length, .. model.Graph.RequiredInputs.Single().Shape!.Skip(1).Select(d => d.Value!.Value)]);
        using var runOptions = new RunOptions();
        (double Wall, double Processor) forward = (double.MaxValue, double.MaxValue), step = forward;
        for (int round = -2; round < rounds; round++)
        {
            (double Wall, double Processor) f =
                Timed(() => session.Run(runOptions, session.InputNames, [input], session.OutputNames).Dispose());
            (double Wall, double Processor) s = Timed(() => trainer.Step(batch));
            if (round >= 0)
            {
                forward = (Math.Min(forward.Wall, f.Wall), Math.Min(forward.Processor, f.Processor));
                step = (Math.Min(step.Wall, s.Wall), Math.Min(step.Processor, s.Processor));
            }
        }

        return [Text(forward.Wall, "0"), Text(step.Wall, "0"), Text(step.Wall / forward.Wall, "0.00"),
            Text(step.Processor / forward.Processor, "0.00")];
    }

    private static string[] Memory(NetworkTrainer trainer, TrainingBatch batch, int steps)
    {
        List<string> held = [];
        int tenth = Math.Max(1, steps / 10);
        for (int step = 1; step <= steps; step++)
        {
            trainer.Step(batch);
            if (step % tenth == 0)
            {
                held.Add(Text(ProcessMemory.Bytes() >> 20));
            }
        }

        return [.. held, Text(Peak())];
    }

    // The last sum of two branches in the first two thirds of the network: a place where people cut.
    private static string Middle(OnnxModel model)
    {
        IReadOnlyList<OnnxNode> nodes = model.Graph.TopologicalOrder();
        return nodes.Take(nodes.Count * 2 / 3).Last(n => n.OpType == "Add").Outputs[0];
    }

    // The network for a fixed number of rows: in its doors, and in the reshapes that were made for one.
    private static OnnxModel WithRows(OnnxModel model, int rows)
    {
        OnnxModel copy = OnnxModel.Read(model.ToBytes());
        foreach (IList<OnnxValueInfo> doors in new[] { copy.Graph.Inputs, copy.Graph.Outputs })
        {
            for (int i = 0; i < doors.Count; i++)
            {
                doors[i] = doors[i].Shape is [{ Value: 1 }, ..] shape
                    ? new OnnxValueInfo(doors[i].Name, doors[i].ElementType, new OnnxShape([rows, .. shape.Skip(1)]))
                    : doors[i];
            }
        }

        foreach (OnnxNode node in copy.Graph.Nodes.Where(n => n.OpType == "Reshape"))
        {
            if (copy.Graph.FindInitializer(node.Inputs[1])?.ToInt64s() is [1, ..] sizes)
            {
                sizes[0] = rows;
                OnnxTensor shape = OnnxTensor.OfInt64s($"{node.Outputs[0]}/rows", [sizes.Length], sizes);
                copy.Graph.Initializers.Add(shape);
                node.Inputs[1] = shape.Name;
            }
        }

        copy.Graph.ValueInfos.Clear();
        return copy;
    }

    private static (double Wall, double Processor) Timed(Action action)
    {
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        action();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds);
    }

    private static string[] Child(string[] common, string part) =>
        OwnProcess.Run(["train-network-cost", .. common, "--part", part]).Trim().Split('\t');

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }

    private static string Text(double value, string format = "0") => value.ToString(format, CultureInfo.InvariantCulture);
}

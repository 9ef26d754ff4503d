using FaceML.Training.Algebra;
using FaceML.Training.Heads;
using FaceML.Training.Losses;

namespace FaceML.Bench.Training;

/// <summary>
/// <c>train-speed</c>: what an epoch costs with each loss, on numbers drawn at random: a head's work does not depend on what they mean.
/// </summary>
internal static class HeadSpeedCommand
{
    public static Command Create()
    {
        Setting<int> people = new("--people", 2500, "People, with four images each.");
        Setting<int> length = new("--length", 512, "Numbers in a vector.");
        Setting<int> output = new("--output", 128, "Numbers that the head gives.");
        Setting<int> epochs = new("--epochs", 7, "Epochs; the quickest and the middle one are told.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("train-speed", "The time of one epoch of a linear head, for each loss.") { people, length, output, epochs,
            json };
        command.SetAction(parsed =>
            Run(parsed.GetValue(people), parsed.GetValue(length), parsed.GetValue(output), parsed.GetValue(epochs), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int people, int length, int output, int epochs, FileInfo? json)
    {
        const int images = 4;
        var random = new TrainingRandom(1);
        float[] values = new float[people * images * length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextNormal();
        }

        EmbeddingSet set = new(values, [.. Enumerable.Range(0, people * images).Select(i => i / images)], length);
        Report report = new($"One epoch over {set.Count} vectors, linear {length} → {output}, batch 256", "loss", "quickest, s",
            "middle, s");
        foreach ((string name, LossOptions loss) in HeadLosses.All)
        {
            MetricHeadResult result =
                new MetricHeadTrainer(new MetricHeadOptions
                {
                    Loss = loss,
                    Epochs = epochs,
                    Shape = new MetricHeadShape { OutputLength = output }
                }).Train(set);
            double[] seconds = [.. result.Epochs.Select(e => e.Elapsed.TotalSeconds).Order()];
            report.Add(name, Text(seconds[0]), Text(seconds[epochs / 2]));
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}

using FaceML.Bench.Training;
using FaceML.Training.Heads;
using FaceML.Training.Networks;

namespace FaceML.Bench.NetworkTraining;

/// <content>What the command is asked for.</content>
internal static partial class FineTuneCommand
{
    public static Command Create()
    {
        NetworkTrainingOptions defaults = FaceNetworkOptions.FineTuning;
        Setting<string> shift = new("--shift", "pixels-24", "How the faces will be seen.");
        shift.AcceptOnlyFromAmong([.. FaceShift.All.Where(x => x.Options is not null).Select(x => x.Name)]);
        Setting<int> epochs = new("--epochs", defaults.Epochs, "Epochs at most.");
        Setting<int> steps = new("--steps", 60, "Steps in an epoch.");
        Setting<double> rate = new("--learning-rate", defaults.Step.LearningRate, "The learning rate.");
        Setting<int> batch = new("--batch", defaults.Step.Gradients.BatchSize, "Images in a batch.");
        Setting<float> loss = new("--loss-weight", defaults.Step.LossWeight, "The factor on the triplet loss.");
        Setting<float> teacher = new("--teacher-weight", defaults.Step.TeacherWeight,
            "The factor on the distance from what the network as it came makes of the plain aligned face.");
        Setting<float> average = new("--average-decay", defaults.Step.AverageDecay,
            "How much of the averaged weights is kept at a step; 0 keeps no average.");
        Option<double> mostLoss = new("--max-loss")
        {
            Description = "By how much the plain equal error rate of the people held out may rise: it bounds the mixture with the "
                + "network as it came. 1 keeps what did best on shifted faces.",
            DefaultValueFactory = _ => new InterpolationOptions().MaxLoss,
        };
        Setting<double> degraded = new("--degraded", new FaceNetworkOptions().ShiftShare,
            "The share of the images that are shown degraded while learning.");
        Setting<int> replicates = new("--replicates", 500, "Resamples of the intervals.");
        Option<int> threads = new("--threads")
        {
            Description = "Threads of one operator while learning; 0 leaves the number to ONNX Runtime.",
        };
        Option<FileInfo?> measured = PathOption.Trained();
        Option<FileInfo?> checkpoint = PathOption.Checkpoint();
        Option<FileInfo?> output = PathOption.File("--out", "Write the network here; its card goes beside it.");
        Option<FileInfo?> json = PathOption.File("--json", "Write both tables to this file too.");
        Setting<string> data = new("--data", "lfw", "The people: lfw, shifted; or age-gap, as they are.");
        data.AcceptOnlyFromAmong("lfw", "age-gap");
        Setting<string> start = new("--start", "head", "Where training starts.");
        start.AcceptOnlyFromAmong("head", "as-it-came");
        Setting<double> frozen = new("--frozen", 0, "The share of the network's operators that stay as they are, for age-gap.");
        Setting<int> variants = new("--variants", new FaceNetworkOptions().FrozenVariants,
            "Variants of each image where something is frozen, for age-gap.");
        Setting<double> held = new("--validation-share", new FaceNetworkOptions().ValidationShare,
            "The share of the people to learn from that chooses, for age-gap.");
        Setting<string> criterion = new("--loss", "triplet", "What is made small, for age-gap.");
        criterion.AcceptOnlyFromAmong([.. HeadSearch.Losses.Keys]);
        Option<double?> minutes = new("--minutes")
        {
            Description = "Search for rate, teacher and frozen part, and train, in this time, for age-gap.",
        };
        Setting<int> seed = new("--seed", 1, "Decides who is learned from, for age-gap.");
        Command command = new("finetune", "What fine-tuning the network on half of LFW's people does for the other half.") { shift, epochs,
            steps, rate, batch, loss, teacher, average, mostLoss, degraded, replicates, threads, measured, checkpoint, output, json, data,
            start, frozen, variants, held, criterion, minutes, seed };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(data) == "age-gap")
            {
                Report table = AgeGapFineTuning.Run(new AgeGapFineTuning.Settings(
                    StartFromHead: parsed.GetValue(start) == "head",
                    Frozen: parsed.GetValue(frozen),
                    Variants: parsed.GetValue(variants),
                    ValidationShare: parsed.GetValue(held),
                    Search: parsed.GetValue(minutes) is { } most ? new NetworkSearchOptions { Budget = TimeSpan.FromMinutes(most) } : null,
                    Replicates: parsed.GetValue(replicates),
                    Seed: parsed.GetValue(seed),
                    Training: defaults with
                    {
                        Epochs = parsed.GetValue(epochs),
                        StepsPerEpoch = parsed.GetValue(steps),
                        Step = defaults.Step with
                        {
                            Loss = HeadSearch.Losses[parsed.GetValue(criterion)!],
                            Gradients = defaults.Step.Gradients with { BatchSize = parsed.GetValue(batch) },
                            LearningRate = parsed.GetValue(rate),
                            LossWeight = parsed.GetValue(loss),
                            TeacherWeight = parsed.GetValue(teacher),
                            AverageDecay = parsed.GetValue(average),
                            Threads = parsed.GetValue(threads),
                        },
                    }));
                table.Print(Console.Out);
                table.Write(parsed.GetValue(json));
                return;
            }

            Run(new Settings(parsed.GetValue(start) == "head", FaceShift.Find(parsed.GetValue(shift)!), parsed.GetValue(epochs),
                parsed.GetValue(steps), parsed.GetValue(rate), parsed.GetValue(batch),
            parsed.GetValue(loss), parsed.GetValue(teacher), parsed.GetValue(average), parsed.GetValue(mostLoss), parsed.GetValue(degraded),
            parsed.GetValue(replicates), parsed.GetValue(threads),
            parsed.GetValue(measured), parsed.GetValue(checkpoint), parsed.GetValue(output), parsed.GetValue(json)));
        });
        return command;
    }
}

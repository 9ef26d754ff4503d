using System.Globalization;

namespace FaceML.Training.Heads;

/// <summary>The part of a checkpoint that heads and networks share: how the epochs so far went.</summary>
/// <param name="InitialValidation">The metric before the first epoch.</param>
/// <param name="BestEpoch">The number of the best epoch; 0 is before the first.</param>
/// <param name="Epochs">The epochs, the first one first.</param>
internal sealed record TrainingHistory(double InitialValidation, int BestEpoch, IReadOnlyList<TrainingEpoch> Epochs)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(InitialValidation);
        writer.Write(BestEpoch);
        writer.Write(Epochs.Count);
        foreach (TrainingEpoch epoch in Epochs)
        {
            writer.Write(epoch.Loss);
            writer.Write(epoch.Validation);
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.GradientNorm);
            writer.Write(epoch.Elapsed.Ticks);
        }
    }

    /// <exception cref="CheckpointException">The best epoch is none of those that are there.</exception>
    public static TrainingHistory Read(BinaryReader reader, string path)
    {
        double initial = reader.ReadDouble();
        int best = reader.ReadInt32(), count = reader.ReadInt32();
        var epochs = new List<TrainingEpoch>();
        for (int i = 1; i <= count; i++)
        {
            epochs.Add(new TrainingEpoch(
                i, reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), new TimeSpan(reader.ReadInt64())));
        }

        return best >= 0 && best <= count ? new TrainingHistory(initial, best, epochs)
            : throw new CheckpointException($"The checkpoint {path} has {count} epochs and calls number {best} the best.");
    }

    /// <summary>
    /// Settings as text, for a run's fingerprint. The text of a record follows the current culture: here it is the invariant one.
    /// </summary>
    public static string SettingsText(object settings)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return settings.ToString()!;
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}

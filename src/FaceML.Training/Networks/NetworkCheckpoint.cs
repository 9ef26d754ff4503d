using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FaceML.Files;
using FaceML.Training.Heads;

namespace FaceML.Training.Networks;

/// <summary>A run of <see cref="NetworkLearner"/> on disk, between two epochs.</summary>
internal static class NetworkCheckpoint
{
    private const string Kind = "FMLNTRN1";
    private const int Version = 1;

    /// <summary>What a run is made of: settings, network, images. Two runs of one fingerprint do the same.</summary>
    public static byte[] Fingerprint(
        NetworkTrainingOptions options, OnnxModel network, NetworkImages training, NetworkImages? validation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(TrainingHistory.SettingsText(options)));
        // What the text of the settings does not show: sets and functions.
        foreach (string name in network.Graph.Initializers.Select(t => t.Name).Order(StringComparer.Ordinal))
        {
            string line = string.Create(CultureInfo.InvariantCulture,
                $"{name}:{options.Step.LearningRateScale(name)}:{options.Step.Gradients.FrozenWeights.Contains(name)};");
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        hash.AppendData(network.ToBytes());
        hash.AppendData(training.Hash());
        hash.AppendData(validation?.Hash() ?? []);
        return hash.GetHashAndReset();
    }

    public static void Save(string path, byte[] fingerprint, NetworkTrainingState state, NetworkTrainer trainer) =>
        AtomicFile.Write(path, SealedRecord.Write(Kind, Version, writer =>
    {
        writer.Write(fingerprint);
        new TrainingHistory(state.InitialValidation, state.BestEpoch, state.Epochs).Write(writer);
        writer.WriteBlock(state.Best.ToBytes());
        trainer.Write(writer);
    }));

    /// <exception cref="CheckpointException">Damaged, or of another network, other images or settings.</exception>
    public static void Load(string path, byte[] fingerprint, NetworkTrainingState state, NetworkTrainer trainer) =>
        SealedRecord.Read(File.ReadAllBytes(path), Kind, Version, reader =>
    {
        if (!reader.ReadBytes(fingerprint.Length).AsSpan().SequenceEqual(fingerprint))
        {
            throw new CheckpointException(
                $"The checkpoint {path} belongs to another network, other images or other settings than this run.");
        }

        TrainingHistory history = TrainingHistory.Read(reader, path);
        state.Restore(history, OnnxModel.Read(reader.ReadBlock($"The network of the checkpoint {path}")));
        trainer.Read(reader);
        return true;
    });
}

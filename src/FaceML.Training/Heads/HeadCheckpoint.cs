using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FaceML.Files;
using FaceML.Training.Layers;

namespace FaceML.Training.Heads;

/// <summary>A training run on disk, between two epochs.</summary>
internal static class HeadCheckpoint
{
    private const string Kind = "FMLCKPT1";
    private const int Version = 1;

    /// <summary>What a run is made of: settings and data. Two runs of one fingerprint do the same.</summary>
    public static byte[] Fingerprint(MetricHeadOptions options, EmbeddingSet training, EmbeddingSet? validation, MetricHead? start)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(TrainingHistory.SettingsText(options)));
        foreach (EmbeddingSet set in new[] { training, validation }.OfType<EmbeddingSet>())
        {
            hash.AppendData(BitConverter.GetBytes(set.Length));
            hash.AppendData(BitConverter.GetBytes(set.Count));
            hash.AppendData(MemoryMarshal.AsBytes(set.Values));
            hash.AppendData(MemoryMarshal.AsBytes(set.Labels));
        }

        hash.AppendData(start?.Save() ?? []);
        return hash.GetHashAndReset();
    }

    public static void Save(string path, byte[] fingerprint, HeadTrainingState state) =>
        AtomicFile.Write(path, SealedRecord.Write(Kind, Version, writer =>
    {
        writer.Write(fingerprint);
        new TrainingHistory(state.InitialValidation, state.BestEpoch, state.Epochs).Write(writer);

        foreach (ulong word in state.Random.GetState())
        {
            writer.Write(word);
        }

        state.Head.SaveState(writer);
        state.BestHead.SaveState(writer);
        foreach (Parameter parameter in state.Loss.Parameters)
        {
            writer.Write(parameter.Values);
        }

        state.Optimizer.Save(writer, state.Parameters);
    }));

    /// <exception cref="CheckpointException">Damaged, or of other data or settings.</exception>
    public static void Load(string path, byte[] fingerprint, HeadTrainingState state) =>
        SealedRecord.Read(File.ReadAllBytes(path), Kind, Version, reader =>
    {
        if (!reader.ReadBytes(fingerprint.Length).AsSpan().SequenceEqual(fingerprint))
        {
            throw new CheckpointException($"The checkpoint {path} belongs to other data or other settings than this run.");
        }

        TrainingHistory history = TrainingHistory.Read(reader, path);

        state.Random = new TrainingRandom([reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64()]);
        state.Head.LoadState(reader);
        state.BestHead.LoadState(reader);
        foreach (Parameter parameter in state.Loss.Parameters)
        {
            reader.ReadInto(parameter.Values);
        }

        state.Optimizer.Load(reader, state.Parameters);
        state.Restore(history);
        return true;
    });
}

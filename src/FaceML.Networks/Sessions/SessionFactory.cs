using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceML.Networks;

/// <summary>A session, what runs it, and why that is not the provider that was asked for.</summary>
internal sealed record MadeSession(InferenceSession Session, ExecutionProvider Provider, string? FallbackReason);

/// <summary>Makes a session out of a card and its file, and refuses one whose inputs or outputs are not the card's.</summary>
internal static class SessionFactory
{
    internal static MadeSession Create(NetworkCard card, string path, NetworkOptions options, byte[]? content)
    {
        byte[] file = content ?? NetworkFile.ReadChecked(card, path);
        using SessionOptions session = Options(card.Name, options, out string? missing);
        bool blocked = RunsBlocked(options, missing);
        string? kept = blocked ? PreparedNetwork.PathOf(card, options.PreparedFolder) : null;
        InferenceSession made = (kept is null ? null : PreparedNetwork.Open(kept, session))
            ?? Prepare(card, path, file, session, blocked, kept);
        try
        {
            CheckShapes(card, made);
        }
        catch
        {
            made.Dispose();
            throw;
        }

        return new(made, missing is null ? options.Provider : ExecutionProvider.Cpu, missing);
    }

    private static InferenceSession Prepare(
        NetworkCard card, string path, byte[] file, SessionOptions session, bool blocked, string? kept)
    {
        OnnxModel model = ModelGuard.Check(card.Name, file);
        bool rewritten = false;
        if (card.Input.Batch == NetworkBatch.Freed)
        {
            BatchDimension.Free(model);
            rewritten = true;
        }

        rewritten |= ExposeInner(model, card);
        if (blocked)
        {
            rewritten |= PReluRewriting.Apply(model) + PriorBoxRewriting.Apply(model) > 0;
        }

        file = rewritten ? model.ToBytes() : file;
        try
        {
            return kept is null ? new InferenceSession(file, session) : PreparedNetwork.Make(kept, file, session);
        }
        catch (OnnxRuntimeException e)
        {
            throw new NetworkException(card.Name, $"ONNX Runtime does not load {path}: {e.Message}", e);
        }
    }

    // Values between nodes that the card reads become outputs. One that no node makes is refused with the shapes.
    private static bool ExposeInner(OnnxModel model, NetworkCard card)
    {
        NetworkOutput[] inner = [.. card.Outputs.Where(output => output.Inner && model.Graph.FindProducer(output.Name) is not null
            && model.Graph.Outputs.All(known => known.Name != output.Name))];
        OnnxDimension images = card.Input.Batch == NetworkBatch.One ? 1 : "batch";
        foreach (NetworkOutput output in inner)
        {
            IEnumerable<OnnxDimension> sides = output.Shape.Select(side => (OnnxDimension)side);
            model.Graph.Outputs.Add(new(output.Name, OnnxElementType.Float32, new OnnxShape([images, .. sides])));
        }

        return inner.Length > 0;
    }

    /// <summary>
    /// How a session runs; <paramref name="missing"/> says why the provider that was asked for is not the one that serves.
    /// </summary>
    internal static SessionOptions Options(string network, NetworkOptions options, out string? missing)
    {
        SessionOptions session = new();
        try
        {
            session.IntraOpNumThreads = options.ThreadsPerRun;
            session.InterOpNumThreads = 1;
            session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            session.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
            session.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
            missing = ExecutionProviders.Require(network, session, options);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // ONNX Runtime's blocked layout, in which PReluRewriting gains, is that of x64 processors.
    private static bool RunsBlocked(NetworkOptions options, string? missing) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 && (options.Provider == ExecutionProvider.Cpu || missing is not null);

    private static void CheckShapes(NetworkCard card, InferenceSession session)
    {
        NetworkInput input = card.Input;
        int channels = input.ToTensorSpec().Channels;
        // −1 in what is expected: the file has to leave it open.
        (int height, int width) = input.Resizing is null ? (input.Height, input.Width) : (-1, -1);
        int[] sides = input.Layout == Imaging.TensorLayout.Nchw ? [channels, height, width] : [height, width, channels];
        Check(card, "input", input.Name, sides, batched: true, session.InputMetadata);
        string[] others = [.. session.InputMetadata.Keys.Where(name => name != input.Name)];
        if (others.Length > 0)
        {
            throw new NetworkException(
                card.Name, $"the file requires further inputs that its card does not name: {string.Join(", ", others)}");
        }

        foreach (NetworkOutput output in card.Outputs)
        {
            Check(card, "output", output.Name, output.Shape, !output.Unbatched, session.OutputMetadata);
        }
    }

    private static void Check(NetworkCard card, string what, string name, IReadOnlyList<int> expected, bool batched,
        IReadOnlyDictionary<string, NodeMetadata> file)
    {
        if (!file.TryGetValue(name, out NodeMetadata? node))
        {
            throw new NetworkException(
                card.Name, $"its card names the {what} \"{name}\"; the file has {string.Join(", ", file.Keys.Select(k => $"\"{k}\""))}");
        }

        if (!node.IsTensor || node.ElementDataType != TensorElementType.Float)
        {
            throw new NetworkException(card.Name, $"the {what} \"{name}\" holds {node.ElementDataType}; floats are expected");
        }

        // −1 stands for a dimension that the file leaves open.
        int[] found = node.Dimensions;
        int leading = batched ? 1 : 0;
        bool batch = !batched || (found.Length > 0 && (card.Input.Batch == NetworkBatch.One ? found[0] is 1 or -1 : found[0] == -1));
        bool rest = found.Length == expected.Count + leading;
        for (int i = leading; rest && i < found.Length; i++)
        {
            rest = found[i] == expected[i - leading] || found[i] == -1;
        }

        if (!batch || !rest)
        {
            string first = card.Input.Batch == NetworkBatch.One ? "1" : "batch";
            IEnumerable<string> stated = expected.Select(side => side < 0 ? "open" : $"{side}");
            throw new NetworkException(card.Name,
                $"the {what} \"{name}\" has the shape [{string.Join(", ", found)}]; its card says "
                    + $"[{string.Join(", ", batched ? stated.Prepend(first) : stated)}]");
        }
    }
}

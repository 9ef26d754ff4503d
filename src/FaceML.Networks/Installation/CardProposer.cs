namespace FaceML.Networks;

/// <summary>Writes a card for an ONNX file out of the shapes of its inputs and outputs and what is usual for its family.</summary>
/// <remarks>
/// Shapes say the layout, the size and, for most detectors, the family; they say nothing about channel order and normalization, which are
/// the family's usual ones until the probe of FaceML.Recognition or a measurement has confirmed them. Terms are left as not stated.
/// </remarks>
internal static class CardProposer
{
    private const int NominalSide = 640;

    /// <summary>The families by which a card can be proposed.</summary>
    public static IReadOnlyList<string> Families { get; } =
        [.. NetworkFamilies.Detectors, .. Networks.EmbedderFamily.All.Select(family => family.Name), LivenessFamily];

    // Three classes, the middle one live, as minivision-ai's Silent-Face-Anti-Spoofing trains and exports MiniFASNet.
    private const string LivenessFamily = "minifasnet";
    private const int LivenessClasses = 3, LivenessSide = 80, LiveClass = 1;
    private const float LivenessCropFactor = 2.7f;

    /// <summary>What an embedding network's family is called here.</summary>
    public const string EmbedderFamily = "embedder";

    /// <summary>Proposes a card.</summary>
    /// <param name="name">What the network shall be called.</param>
    /// <param name="files">The file, or the files of a cascade in their order.</param>
    /// <param name="family">One of <see cref="Families"/>; null to guess it from the shapes.</param>
    /// <exception cref="NetworkException">A file is refused, or its shapes fit no family (or not this one).</exception>
    /// <exception cref="NetworkCardException">What came out is not a card, for example because of the name.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static NetworkCard Propose(string name, IReadOnlyList<string> files, string? family = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0)
        {
            throw new ArgumentException("At least one file is expected.", nameof(files));
        }

        if (family is not null && !Families.Contains(family))
        {
            throw new ArgumentException($"There is no family \"{family}\"; there are {string.Join(", ", Families)}.", nameof(family));
        }

        ModelEnds[] ends = [.. files.Select(file => ModelEnds.Read(name, file))];
        string found = family ?? Guess(name, ends);
        NetworkCard card = found switch
        {
            _ when Networks.EmbedderFamily.Find(found) is { } embedder => Embedder(name, ends[0], embedder),
            "mtcnn" => Mtcnn(name, ends),
            LivenessFamily => Liveness(name, ends[0]),
            _ => Detector(name, ends[0], found),
        };
        NetworkCardRules.Check(card, name);
        return card;
    }

    private static string Guess(string name, ModelEnds[] ends)
    {
        if (ends.Length == NetworkFamilies.CascadeStages)
        {
            return "mtcnn";
        }

        // A file that leaves an output's last dimension open is asked by running it.
        ModelEnds file = ends[0].Outputs.Any(output => output.Last < 0)
            ? ends[0].Measured(name, ends[0].Width ?? 112, ends[0].Height ?? 112)
            : ends[0];
        int[] widths = [.. file.Outputs.Select(output => output.Last).Order()];
        return widths switch
        {
            [> 16 and <= 65536] => EmbedderFamily,
            [2, 4] => "ultraface",
            [1, 16] => "blazeface",
            [1, 1, 1, 1, 1, 1, 4, 4, 4, 10, 10, 10] => "yunet",
            [1, 1, 1, 4, 4, 4] or [1, 1, 1, 4, 4, 4, 10, 10, 10] => "scrfd",
            _ => throw new NetworkException(name,
                $"its outputs ({string.Join("; ", file.Outputs)}) are those of no known family; known are {string.Join(", ", Families)}"),
        };
    }

    private static NetworkCard Embedder(string name, ModelEnds file, EmbedderFamily family)
    {
        int width = file.Width ?? family.Width, height = file.Height ?? family.Height;
        if (file.Outputs.Count < 1 || file.Outputs[0].Last < 2)
        {
            // An open length: the network itself is asked.
            file = file.Measured(name, width, height);
        }

        int length = file.Outputs[0].Last;
        ChannelOrder order = file.Channels == 1 ? ChannelOrder.Gray : family.Order == ChannelOrder.Gray ? ChannelOrder.Rgb : family.Order;
        NetworkInput input = InputOf(file, order, 0, 1, width, height);
        return Basis(name, file, NetworkKind.Embedder, family.Normalization.Apply(input, order),
            [new() { Role = "embedding", Name = file.Outputs[0].Name, Shape = [length] }]) with
        {
            Title = $"Face embedding of {length} numbers, {width}×{height}, shown as usual for {family.Name}",
            Embedding = new() { Template = TemplateOf(family, width, height), Length = length, Metric = family.Metric },
        };
    }

    // A file of dlib's size is one of dlib's kind, where nothing else says what it is.
    private static string TemplateOf(EmbedderFamily family, int width, int height) =>
        (family.Name == EmbedderFamily && (width, height) == (150, 150) ? NetworkFamilies.Dlib150 : family.Template);

    private static NetworkCard Detector(string name, ModelEnds file, string family)
    {
        int width = file.Width ?? NominalSide, height = file.Height ?? NominalSide;
        (ChannelOrder order, float mean, float scale, float threshold, float iou) = family switch
        {
            "yunet" => (ChannelOrder.Bgr, 0f, 1f, 0.7f, 0.4f),
            "scrfd" => (ChannelOrder.Rgb, 127.5f, 1 / 128f, 0.5f, 0.4f),
            "blazeface" => (ChannelOrder.Rgb, 127.5f, 1 / 127.5f, 0.6f, 0.3f),
            _ => (ChannelOrder.Rgb, 127f, 1 / 128f, 0.6f, 0.4f),
        };
        NetworkInput input = InputOf(
            file, order, mean, scale, width, height) with
        { Fit = family == "ultraface" ? InputFit.Stretch : InputFit.Letterbox };
        IReadOnlyList<NetworkOutput> outputs = family switch
        {
            "yunet" => DetectorOutputs.Strided(name, file, width, height, 1, ["cls", "obj"], "bbox", "kps"),
            "scrfd" => DetectorOutputs.Strided(name, file, width, height, 2, ["scores"], "boxes", "points"),
            "blazeface" => DetectorOutputs.BlazeFace(name, file.Measured(name, width, height)),
            _ => DetectorOutputs.Pair(name, file, 2, 4),
        };
        return Basis(name, file, NetworkKind.Detector, input, outputs) with
        {
            Title = $"Face detector of the family {family}",
            Detection = new()
            {
                Family = family,
                ScoreThreshold = threshold,
                NmsIou = iou,
                TileScoreThreshold = MathF.Min(1, threshold + 0.1f),
            },
        };
    }

    // How far around the face the network looks stands in the file's name at most ("2.7_80x80", "4_0_0_80x80"): the card says 2.7 until
    // somebody corrects it.
    private static NetworkCard Liveness(string name, ModelEnds file)
    {
        if (file.Outputs.Count != 1 || file.Outputs[0].Last != LivenessClasses)
        {
            throw new NetworkException(name,
                $"the family {LivenessFamily} has one output of {LivenessClasses} numbers; there are {string.Join("; ", file.Outputs)}");
        }

        NetworkInput input = InputOf(file, ChannelOrder.Bgr, 0, 1, file.Width ?? LivenessSide, file.Height
            ?? LivenessSide) with
        { Resizing = null };
        return Basis(name, file, NetworkKind.Liveness, input,
            [new() { Role = "scores", Name = file.Outputs[0].Name, Shape = [LivenessClasses] }]) with
        {
            Title = $"Live face or presentation attack, shown as usual for {LivenessFamily}",
            Liveness = new() { Crop = LivenessCropFactor, Live = LiveClass },
        };
    }

    private static NetworkCard Mtcnn(string name, ModelEnds[] files)
    {
        if (files.Length != NetworkFamilies.CascadeStages)
        {
            throw new NetworkException(
                name, $"the family mtcnn has {NetworkFamilies.CascadeStages} files, in the order P, R, O; {files.Length} were given");
        }

        NetworkInput Input(ModelEnds file, int side) => InputOf(file, ChannelOrder.Rgb, 127.5f, 1 / 128f, side, side);
        NetworkStage Stage(ModelEnds file, int side) => new()
        {
            File = file.FileName,
            Sha256 = file.Sha256,
            Bytes = file.Bytes,
            Inputs = [Input(file, side)],
            Outputs = DetectorOutputs.Mtcnn(name, file, planes: 0),
        };
        bool planes = files[0].Layout == TensorLayout.Nchw;
        NetworkInput first = Input(files[0], 12) with { Resizing = new() { Multiple = 1, LongestSide = 2048 } };
        return Basis(name, files[0], NetworkKind.Detector, first, DetectorOutputs.Mtcnn(name, files[0], planes ? 1 : 2)) with
        {
            Title = "Face detector of the family mtcnn",
            Stages = [Stage(files[1], 24), Stage(files[2], 48)],
            Detection = new() { Family = "mtcnn", ScoreThreshold = 0.7f, NmsIou = 0.7f, TileScoreThreshold = 0.8f, Transposed = true },
        };
    }

    private static NetworkInput InputOf(ModelEnds file, ChannelOrder order, float mean, float scale, int width, int height)
    {
        int channels = file.Channels;
        bool open = file.Width is null || file.Height is null;
        return new()
        {
            Name = file.Input,
            Width = width,
            Height = height,
            Layout = file.Layout,
            Order = channels == 1 ? ChannelOrder.Gray : order,
            Mean = [.. Enumerable.Repeat(mean, channels)],
            Scale = [.. Enumerable.Repeat(scale, channels)],
            Batch = file.FreeBatch ? NetworkBatch.Dynamic : NetworkBatch.One,
            Resizing = open ? new() { Multiple = 32, LongestSide = NominalSide } : null,
        };
    }

    private static NetworkCard Basis(
        string name, ModelEnds file, NetworkKind kind, NetworkInput input, IReadOnlyList<NetworkOutput> outputs) => new()
        {
            Name = name,
            Title = name,
            Kind = kind,
            File = file.FileName,
            Sha256 = file.Sha256,
            Bytes = file.Bytes,
            Source = new() { Registry = "file", Package = file.FileName, Version = "not stated", Path = file.FileName },
            License = new()
            {
                Package = "not stated",
                StatedIn = "nowhere: the card was proposed from the file alone",
                Weights = "nothing is stated about the weights",
                TrainingData = "nothing is stated about the training data",
            },
            Inputs = [input],
            Outputs = outputs,
        };
}

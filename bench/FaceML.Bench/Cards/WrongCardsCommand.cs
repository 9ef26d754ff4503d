using FaceML.Import;

namespace FaceML.Bench.Cards;

/// <summary>
/// <c>wrong-cards</c>: which single mistakes in a card <c>faceml networks check --data</c> names, by the number of people, and how often it
/// accuses a right one.
/// </summary>
internal static class WrongCardsCommand
{
    private static readonly int[] Sizes = [12, 24, 40, 60];

    public static Command Create()
    {
        var networks = new Option<string[]>("--networks")
        {
            Description = "Embedding networks by name; for an ONNX file the card is searched for, as faceml networks add FILE --data "
                + "does it.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["faceplugin-512", "mobilefacenet-192", "dlib-resnet"],
        };
        var people = new Option<int>("--people")
        {
            Description = "People of LFW with four images, of which the checks draw theirs.",
            DefaultValueFactory = _ => 80,
        };
        var draws = new Option<int>("--draws") { Description = "Checks a number of people.", DefaultValueFactory = _ => 20 };
        var command = new Command("wrong-cards", "Which wrong cards a check notices, with how many people.") { networks, people, draws };
        command.SetAction(parsed => Run(parsed.GetValue(networks)!, parsed.GetValue(people), parsed.GetValue(draws)));
        return command;
    }

    private static void Run(string[] networks, int most, int draws)
    {
        string folder = Directory.CreateTempSubdirectory("faceml-wrong-cards-").FullName;
        try
        {
            using FaceRecognizer finder = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Balanced);
            IReadOnlyList<LabeledFace> faces = LabeledFace.Load(DataSets.Find("lfw-deepfunneled"), finder, most);
            string[] people = [.. faces.Select(face => face.Person).Distinct()];
            Report report = new($"Wrong cards, {draws} checks each, people drawn out of {people.Length} of LFW, four images each: named "
                + $"/ called something else / cannot tell",
                ["network", "mistake", "d′ (right / wrong)", .. Sizes.Where(size => size <= people.Length)
                    .Select(size => $"{size} people")]);
            foreach (string network in networks)
            {
                NetworkEntry entry = Find(network, folder, faces);
                Console.Error.WriteLine($"{DateTime.Now:T} {entry.Card.Name}");
                Measure(report, entry, faces, people, draws);
            }

            report.Print(Console.Out);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(Report report, NetworkEntry entry, IReadOnlyList<LabeledFace> faces, string[] people, int draws)
    {
        EmbedderProbe probe = new(entry.Path, faces);
        double right = probe.Compare(entry.Card).Reference.Separation.DPrime;
        foreach (WrongCard wrong in WrongCard.Of(entry.Card).Prepend(new("none: the right card", "", entry.Card)))
        {
            double all = probe.Compare(wrong.Card).Reference.Separation.DPrime;
            List<object> row = [entry.Card.Name, wrong.Mistake, string.Create(CultureInfo.InvariantCulture, $"{right:0.00} / {all:0.00}")];
            foreach (int size in Sizes.Where(size => size <= people.Length))
            {
                // The same people for every mistake.
                Random random = new(size);
                int named = 0, misnamed = 0, open = 0;
                for (int draw = 0; draw < draws; draw++)
                {
                    string[] drawn = [.. people];
                    random.Shuffle(drawn);
                    EmbedderProbeResult result = probe.Among(drawn.Take(size)).Compare(wrong.Card);
                    named += result.LikelyMistake?.Changed == wrong.Named ? 1 : 0;
                    misnamed += result.LikelyMistake is { } found && found.Changed != wrong.Named ? 1 : 0;
                    open += result.LikelyMistake is null && result.Undecided.Count > 0 ? 1 : 0;
                }

                row.Add($"{named} / {misnamed} / {open}");
            }

            report.Add([.. row]);
        }
    }

    private static NetworkEntry Find(string network, string folder, IReadOnlyList<LabeledFace> faces)
    {
        if (!File.Exists(network))
        {
            return InstallableNetworks.Names.Contains(network)
                ? InstallableNetworks.Install(network, folder)
                : NetworkCatalog.Default().Find(network);
        }

        EmbedderProbeResult found = new EmbedderProbe(
            network, faces).Search(CardProposer.Propose(Path.GetFileNameWithoutExtension(network).ToLowerInvariant(), [network]));
        Console.Error.WriteLine($"{network} is shown as {found.Reference.Shown}");
        return NetworkInstaller.Install(found.Reference.Card, [network], folder);
    }
}

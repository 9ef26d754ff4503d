using System.Globalization;
using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>A face of a sample photograph, cut out with some of its surroundings into a picture of its own.</summary>
/// <param name="Photograph">The place of its photograph.</param>
/// <param name="Name">What the page calls it, for example <c>sample1 · 2</c>.</param>
/// <param name="File">The cut-out, relative to the output folder, below a folder a person.</param>
internal sealed record SampleFace(int Photograph, string Name, string File);

/// <summary>The faces of some photographs, and the pairs of them whose label nobody has to give.</summary>
internal sealed class SampleFaces
{
    private const float Margin = 0.6f; // of the box on each side: the detector wants to see a head, not a chip

    // Seen by eye: the woman at the right of the first photograph is the one in the middle of the third.
    private static readonly (string First, string Second) KnownGenuine = ("sample1-3", "sample3-2");

    private readonly string folder;

    private SampleFaces(string folder, IReadOnlyList<string> photographs, IReadOnlyList<SampleFace> faces)
    {
        this.folder = folder;
        Photographs = photographs;
        Faces = faces;
    }

    /// <summary>The annotated photographs, relative to the output folder.</summary>
    public IReadOnlyList<string> Photographs { get; }

    public IReadOnlyList<SampleFace> Faces { get; }

    /// <summary>Finds the faces, writes the annotated photographs and the cut-outs.</summary>
    public static SampleFaces Find(DirectoryInfo output, FaceRecognizer recognizer)
    {
        IReadOnlyList<string> files = ImageFiles.Expand([Path.Combine(AppContext.BaseDirectory, "samples")]);
        var annotated = new AnnotationFolder(output.CreateSubdirectory("photographs"));
        var photographs = new List<string>();
        var faces = new List<SampleFace>();
        foreach (string file in files)
        {
            Image image = Image.Load(file);
            IReadOnlyList<Face> found = recognizer.Detect(image);
            photographs.Add(Path.GetRelativePath(output.FullName, annotated.Write(file, image, found)).Replace('\\', '/'));
            foreach ((int number, Face face) in found.Index())
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)}-{number + 1}");
                string person = name == KnownGenuine.Second ? KnownGenuine.First : name;
                output.CreateSubdirectory($"faces/{person}");
                string cut = $"faces/{person}/{name}.png";
                image.Crop(Widen(face.Box).ClipTo(image.Width, image.Height)).Save(Path.Combine(output.FullName, cut));
                faces.Add(new(photographs.Count - 1, name, cut));
            }
        }

        return new(output.FullName, photographs, faces);
    }

    /// <summary>Every two faces.</summary>
    public IEnumerable<(SampleFace First, SampleFace Second)> Pairs =>
        Faces.SelectMany((first, i) => Faces.Skip(i + 1).Select(second => (first, second)));

    /// <summary>
    /// Writes the pairs whose label is known: two faces of one photograph are two people, which nobody has to say;
    /// and one pair that was seen by eye. Of all others nobody has said whether they are one person.
    /// </summary>
    public string WriteLabelledPairs()
    {
        string path = Path.Combine(folder, "pairs.txt");
        File.WriteAllLines(path, Pairs
            .Where(pair => pair.First.Photograph == pair.Second.Photograph || IsKnownGenuine(pair.First, pair.Second))
            .Select(pair => $"{pair.First.File}\t{pair.Second.File}\t{(IsKnownGenuine(pair.First, pair.Second) ? "same" : "different")}"));
        return path;
    }

    /// <summary>The full path of a cut-out.</summary>
    public string PathOf(SampleFace face) => Path.Combine(folder, face.File);

    private static bool IsKnownGenuine(SampleFace first, SampleFace second) => (first.Name, second.Name) == KnownGenuine;

    private static Box Widen(in Box box) =>
        new(box.Left - Margin * box.Width, box.Top - Margin * box.Height, box.Right + Margin * box.Width, box.Bottom + Margin * box.Height);
}

using System.Security.Cryptography;
using FaceML.Galleries;
using FaceML.Galleries.Protection;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

/// <summary>
/// The enrolled people in <c>people.faces</c>, encrypted with the keys in <c>people.keys</c>, and the networks that see them.
/// </summary>
internal sealed class PeopleGallery : IDisposable
{
    private const string Preset = "balanced", GalleryFile = "people.faces", KeysFile = "people.keys";

    // Of searches for people who are not enrolled at most 1 in 100 may find somebody.
    private const double FalsePositiveRate = 0.01;

    private readonly FaceRecognizer networks;
    private readonly GalleryRecognizer recognizer;

    public PeopleGallery()
    {
        networks = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Preset(Preset));
        recognizer = new GalleryRecognizer(networks, Preset);
        if (!File.Exists(KeysFile))
        {
            WriteKeys();
        }

        GalleryOptions options = new() { Keys = GalleryKeys.FromFile(KeysFile), Threshold = recognizer.Threshold(FalsePositiveRate) };
        Gallery = File.Exists(GalleryFile)
            ? Gallery.OpenFile(GalleryFile, options)
            : Gallery.CreateFile(GalleryFile, recognizer.Define("people"), options);
    }

    public Gallery Gallery { get; }

    /// <summary>Enrolls a face of an image; answers what came of it.</summary>
    public string Enroll(string person, string file)
    {
        try
        {
            GalleryFace? face = recognizer.EmbedSingle(Image.Load(file), FaceSelection.Only, out FaceStatus status);
            return status == FaceStatus.Found ? Enroll(person, file, face!) : $"Not enrolled: {Obstacle(status)}.";
        }
        catch (ImageFormatException error)
        {
            return $"Not enrolled: {error.Message}";
        }
    }

    /// <summary>Says of every face of an image who it is.</summary>
    public IReadOnlyList<IdentifiedFace> Identify(string file) => recognizer.Identify(Gallery, Image.Load(file));

    public void Dispose()
    {
        Gallery.Dispose();
        networks.Dispose();
    }

    private string Enroll(string person, string file, GalleryFace face) =>
        Gallery.Enroll(new Enrollment(person, face.Embedding, recognizer.Recipe)
        {
            Quality = face.Quality,
            SourceSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))),
        }).ToString();

    private static string Obstacle(FaceStatus status) => status switch
    {
        FaceStatus.NoFace => "no face was found",
        FaceStatus.SeveralFaces => "it shows several faces",
        _ => "the face is not recognizable",
    };

    // Readable by this user alone. Whoever loses the file loses the gallery.
    private static void WriteKeys()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(KeysFile, options);
        writer.Write(GalleryKeys.Generate("1"));
    }
}

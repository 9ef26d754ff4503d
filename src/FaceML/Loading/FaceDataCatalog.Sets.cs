using FaceML.Evaluation.Protocols;

namespace FaceML.Loading;

public sealed partial class FaceDataCatalog
{
    /// <summary>Lists the images of AgeDB as its authors publish it.</summary>
    /// <param name="folder">The folder of the images, <c>N_NAME_AGE_GENDER.jpg</c>.</param>
    /// <returns>A view with the columns <c>Path</c>, <c>Identity</c> and <c>Age</c> (Single, in years), in ordinal order.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ProtocolFormatException">An image has another name, or the numbers are not the published ones.</exception>
    public IDataView LoadAgeDb(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        DataSetCounts counts = DataSetDescriptor.All["agedb"].Counts;
        return Aged(folder, AgedImages.ReadAgeDb(folder, counts.People, counts.Images));
    }

    /// <summary>Lists the images of FG-NET.</summary>
    /// <param name="folder">The folder of the images, <c>001A02.JPG</c>: person and age.</param>
    /// <returns>A view with the columns <c>Path</c>, <c>Identity</c> and <c>Age</c> (Single, in years), in ordinal order.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ProtocolFormatException">An image has another name, or the numbers are not the published ones.</exception>
    public IDataView LoadFgNet(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        DataSetCounts counts = DataSetDescriptor.All["fg-net"].Counts;
        return Aged(folder, AgedImages.ReadFgNet(folder, counts.People, counts.Images));
    }

    /// <summary>Lists a part of the NUAA imposter database.</summary>
    /// <param name="folder">The folder that holds <c>ClientRaw</c>, <c>ImposterRaw</c> and the lists.</param>
    /// <param name="part"><c>train</c> or <c>test</c>. They share people: not a measure for people who were not seen.</param>
    /// <returns>A view with the columns <c>Path</c>, <c>Label</c> (true where live), <c>Species</c> (<c>print</c>, or empty) and
    /// <c>Identity</c>, in the lists' order, the live images first.</returns>
    /// <exception cref="ProtocolFormatException">A line is of another form, or the numbers are not the published ones.</exception>
    /// <exception cref="IOException">There is no such folder, or a list cannot be read.</exception>
    public IDataView LoadNuaa(string folder, string part = "train")
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        IReadOnlyDictionary<string, long> parts = DataSetDescriptor.All["nuaa"].Counts.Parts!;
        RequirePart(part, "train", "test");
        return context.Data.LoadFromEnumerable(
            NuaaProtocol.Read(folder, part, parts[$"{part} live"], parts[$"{part} print"]).Select(image => new FaceLivenessRow
            {
                Path = Path.Combine(folder, image.Path),
                Label = image.IsLive,
                Species = image.IsLive ? "" : "print",
                Identity = image.Identity,
            }).ToArray());
    }

    /// <summary>Reads the annotations of a part of WIDER FACE, image by image.</summary>
    /// <param name="folder">The folder that holds <c>wider_face_split</c> and <c>WIDER_val</c> or <c>WIDER_train</c>.</param>
    /// <param name="part"><c>val</c> or <c>train</c>; the boxes of the test part are not published.</param>
    /// <returns>A view with the columns <c>Path</c>, <c>Boxes</c> (vector of Single: left, top, width and height of each face) and
    /// <c>Attributes</c> (vector of Single: blur, expression, illumination, invalid, occlusion and pose of each face).</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <remarks>A line of another form, or another number of images than published, ends the pass with a
    /// <see cref="ProtocolFormatException"/>.</remarks>
    public IDataView LoadWiderFace(string folder, string part = "val")
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        RequirePart(part, "val", "train");
        string file = Existing(Path.Combine(folder, "wider_face_split", $"wider_face_{part}_bbx_gt.txt"));
        string images = Path.Combine(folder, $"WIDER_{part}", "images");
        long published = DataSetDescriptor.All["wider-face"].Counts.Parts![part];
        return context.Data.LoadFromEnumerable(WiderFaceProtocol.Read(file, published).Select(image => new FaceBoxesRow
        {
            Path = Path.Combine(images, image.Path),
            Boxes = [.. image.Faces.SelectMany(f => (float[])[f.Left, f.Top, f.Width, f.Height])],
            Attributes =
                [.. image.Faces.SelectMany(f => (float[])[f.Blur, f.Expression, f.Illumination, f.Invalid, f.Occlusion, f.Pose])],
        }));
    }

    /// <summary>Reads the faces of IJB-C's templates, line by line.</summary>
    /// <param name="file">The file <c>ijbc_face_tid_mid.txt</c>.</param>
    /// <returns>A view with the columns <c>Image</c> (text), <c>Template</c> and <c>Medium</c> (Int32).</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <remarks>A line of another form ends the pass with a <see cref="ProtocolFormatException"/>.</remarks>
    public IDataView LoadIjbcFaces(string file) =>
        context.Data.LoadFromEnumerable(IjbcProtocol.ReadFaces(Existing(file)).Select(face => new TemplateFaceRow
        {
            Image = face.Image,
            Template = face.Template,
            Medium = face.Medium,
        }));

    /// <summary>Reads the comparisons of IJB-C's templates, 15.7 million of them, line by line.</summary>
    /// <param name="file">The file <c>ijbc_template_pair_label.txt</c>.</param>
    /// <returns>A view with the columns <c>Template1</c> and <c>Template2</c> (Int32) and <c>Label</c> (Boolean).</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <remarks>A line of another form ends the pass with a <see cref="ProtocolFormatException"/>.</remarks>
    public IDataView LoadIjbcPairs(string file) =>
        context.Data.LoadFromEnumerable(IjbcProtocol.ReadPairs(Existing(file)).Select(pair => new TemplatePairRow
        {
            Template1 = pair.First,
            Template2 = pair.Second,
            Label = pair.IsGenuine,
        }));

    private static string Existing(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return File.Exists(file) ? file : throw new FileNotFoundException($"There is no file {file}.", file);
    }

    private static void RequirePart(string part, string first, string second)
    {
        if (part != first && part != second)
        {
            throw new ArgumentException($"The part must be {first} or {second}; it is {part}.", nameof(part));
        }
    }

    private IDataView Aged(string folder, IReadOnlyList<AgedImage> images) =>
        context.Data.LoadFromEnumerable(images.Select(image => new FaceAgeRow
        {
            Path = Path.Combine(folder, image.Path),
            Identity = image.Identity,
            Age = image.Age,
        }).ToArray());
}

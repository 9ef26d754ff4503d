namespace FaceML.Cli;

/// <summary>The arguments that name labeled images: a folder with <c>live</c> and a folder for each species of attack.</summary>
internal sealed class LivenessData
{
    private readonly Argument<DirectoryInfo> folder = new("data")
    {
        Description = "A folder with the folder 'live' (or 'real') and a folder for each species of attack, such as 'print' and 'phone'; "
            + "below them a folder for each person.",
    };

    private readonly NumberOption<int> prefix = new("--person-prefix", NumberRange.AtLeast(0), "N", 0,
        "Of images that lie in no person's folder: the first N characters of the file's name are the person; 0: each shows a person of "
            + "its own.");

    public LivenessData AddTo(Command command)
    {
        command.Add(folder);
        command.Add(prefix);
        return this;
    }

    public string Name(ParseResult parsed) => parsed.GetValue(folder)!.Name;

    public IDataView Read(MLContext ml, ParseResult parsed) =>
        ml.Faces.Data.LoadLiveness(parsed.GetValue(folder)!.FullName, parsed.GetValue(prefix));
}

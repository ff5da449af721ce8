namespace Eseur.Domain.Members;

/// <summary>A member's photograph, apart from the card: lists and counts never read it.</summary>
public sealed class MemberPhoto
{
    private MemberPhoto() { }

    public MemberPhoto(int memberId, byte[] content, string contentType)
    {
        MemberId = memberId;
        Content = content;
        ContentType = contentType;
    }

    public void Replace(byte[] content, string contentType) => (Content, ContentType) = (content, contentType);

    public int MemberId { get; private set; }

    public byte[] Content { get; private set; } = [];

    /// <summary>Found from the content itself, never taken from who sent it.</summary>
    public string ContentType { get; private set; } = "";
}

using System.Text;
using Eseur.Admin.Shared.Mail.Reports;

namespace Eseur.Tests.Shared.Mail.Reports;

public sealed class MimePartTests
{
    [Theory]
    [InlineData("utf-8", "quoted-printable", "=D0=9F=D0=B8=D1=81=\n=D1=8C=D0=BC=D0=BE", "Письмо")]
    [InlineData("utf-8", "base64", "0J/QuNGB\n0YzQvNC+", "Письмо")]
    [InlineData("utf-8", "base64", "0J/QuNGB0YzQvNC+=trailing", "Письмо")]
    [InlineData("utf-8", "base64", "QQ", "A")]
    [InlineData("utf-8", "base64", "QUJDR", "ABC")]
    [InlineData("koi8-r", "quoted-printable", "=F0=C9=D3=D8=CD=CF", "Письмо")]
    [InlineData("windows-1251", "quoted-printable", "=CF=E8=F1=FC=EC=EE", "Письмо")]
    [InlineData("no-such-charset", "8bit", "Письмо", "Письмо")]
    [InlineData("utf-8", "quoted-printable", "100% =ZZ =", "100% =ZZ =")]
    [InlineData("utf-8", "quoted-printable", "=FF", "ÿ")]
    public void Text_OfAnEncoding_IsWhatWasWritten(string charset, string encoding, string body, string expected) =>
        Assert.Equal(expected, Read($"Content-Type: text/plain; charset=\"{charset}\"\nContent-Transfer-Encoding: {encoding}\n\n{body}").Text);

    [Theory]
    [InlineData("a/b; boundary=\"with \\\"quotes\\\"; and more\"", "with \"quotes\"; and more")]
    [InlineData("a/b; charset=x;boundary=bare ; y=z", "bare")]
    [InlineData("a/b;; ;boundary=b", "b")]
    [InlineData("a/b; boundary*=utf-8''%D0%B1", "б")]
    [InlineData("a/b; boundary*1=two; boundary*0=\"one \"", "one two")]
    [InlineData("a/b; boundary*0*=koi8-r''%F0; boundary*1=x", "Пx")]
    [InlineData("a/b; BOUNDARY=b", "b")]
    [InlineData("a/b; boundary=\"open", "open")]
    [InlineData("a/b; boundary", null)]
    [InlineData("a/b", null)]
    public void Parameter_AnySpelling_IsRead(string type, string? expected) => Assert.Equal(expected, Read($"Content-Type: {type}\n\n").Parameter("boundary"));

    [Fact]
    public void Headers_Folded_AreOneLine()
    {
        var headers = Read("From: x\nSubject: one\r\n two\n\tthree\nsubject: again\nbroken line\n: nameless\nTo:y\n\nTo: not a header\n").Headers;
        Assert.Equal(["one two three", "again"], headers.All("SUBJECT"));
        Assert.Equal(["y"], headers.All("to"));
        Assert.Null(headers["broken line"]);
    }

    [Fact]
    public void Parts_Nested_AreThoseBetweenBoundaries()
    {
        var part = Read("Content-Type: multipart/mixed; boundary=a\n\nbefore\n--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\n\none\n--ab  \n\ntwo\n--ab--\nafter\n--a\n\n--abc\n--a--\n\n--a\n\nnot a part");
        Assert.Equal(["one", "two", "--abc"], part.All().Where(p => p.Type == "text/plain").Select(p => p.Text));
    }

    [Fact]
    public void Read_LineOfAnMboxFile_IsPassedOver() => Assert.Equal("x", Read("From MAILER-DAEMON Sun Nov 22\nTo: x\n\n").Headers["To"]);

    [Theory]
    [InlineData("")]
    [InlineData("\n\nTo: x")]
    [InlineData("only words")]
    public void Read_NoMessage_IsNull(string text) => Assert.Null(MimePart.Read(Encoding.UTF8.GetBytes(text)));

    private static MimePart Read(string text) => MimePart.Read(Encoding.UTF8.GetBytes(text))!;
}

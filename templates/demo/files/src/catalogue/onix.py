"""Reads the files of publishers, ONIX 2.1 and 3."""

from lxml import etree

from .edition import to_isbn13


def read(path: str):
    root = etree.parse(path).getroot()
    version = root.get("release", "2.1")
    for product in root.iter("{*}Product", "{*}product"):
        yield read_3(product) if version.startswith("3") else read_2(product)


def read_3(product) -> dict:
    return {
        "isbn": to_isbn13(product.findtext(".//{*}IDValue")),
        "title": product.findtext(".//{*}TitleText"),
        "price": product.findtext(".//{*}Price/{*}PriceAmount"),
    }


def read_2(product) -> dict:
    return {
        "isbn": to_isbn13(product.findtext(".//b244") or product.findtext(".//ISBN")),
        "title": product.findtext(".//DistinctiveTitle") or product.findtext(".//b028"),
        "price": product.findtext(".//PriceAmount") or product.findtext(".//j151"),
    }
